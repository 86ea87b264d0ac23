import { encodeGlobalID } from '@pothos/plugin-relay';
import { SessionKind } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import { notForNode } from '../../platform/node-field.ts';
import type { OwnSession } from './own-sessions.ts';

const SessionKindType = builder.enumType(SessionKind, {
  name: 'SessionKind',
  description:
    'ORDINARY: somebody signed in; lasts 7 days unused. DISPLAY: the screen on a wall; reads only, and lasts 400 days unused.',
});

/** Not a node: no query loads a session by its id. */
export const SessionType = builder.objectRef<OwnSession>('Session').implement({
  description: 'A place where one is signed in.',
  fields: (t) => ({
    id: t.id({
      description: `For endSession. ${notForNode}`,
      resolve: ({ id }) => encodeGlobalID('Session', id),
    }),
    kind: t.expose('kind', { type: SessionKindType }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'Of a display, as it was called when it was started. Null for others.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      description: 'When it was last refreshed: a session in use is, every 15 minutes.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it ends if it is not used before. Each use puts this off.',
    }),
    address: t.exposeString('address', { nullable: true, description: 'IP address of the last use.' }),
    agent: t.exposeString('agent', {
      nullable: true,
      description: 'What the browser or program of the last use says it is.',
    }),
    current: t.exposeBoolean('current', { description: 'The session that asks.' }),
  }),
});
