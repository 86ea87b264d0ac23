import { builder } from '../platform/builder.ts';
import { stoppable } from '../platform/stoppable.ts';
import { ViewerType } from './schema.ts';
import { watchViewer } from './rights/watch-viewer.ts';

builder.subscriptionFields((t) => ({
  viewerChanged: t.field({
    type: ViewerType,
    description:
      'Who asks and what they may do: at once, and again within 2 seconds of every change. Ends, and closes the socket with 4403, when the session does.',
    authScopes: { signedIn: true },
    subscribe: (_root, _args, context) => stoppable((signal) => watchViewer(context, signal)),
    resolve: (viewer) => viewer,
  }),
}));
