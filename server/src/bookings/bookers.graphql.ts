import { User } from '../people/schema.ts';
import { builder } from '../platform/builder.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { loadBookers } from './bookers.ts';

builder.queryFields((t) => ({
  peopleWhoMayBook: t.prismaField({
    type: [User],
    description:
      'To whom a booking of a division can be handed over: everybody who may book there, by name, 20 at most. Empty for a division whose books the viewer may not open, unless they have user:manage.',
    authScopes: { anyPermission: ['booking:create', 'room:assign', 'user:manage'] },
    args: {
      tenantId: t.arg.id({ required: true }),
      search: t.arg.string({ description: 'Parts of the name or the user name, accents and case aside.' }),
    },
    complexity: { field: 20, multiplier: 20 },
    resolve: (query, _root, { tenantId, search }, context) =>
      loadBookers(context, keyOrNone('Tenant', tenantId), search ?? null, query),
  }),
}));
