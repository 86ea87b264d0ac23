import { z } from 'zod';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { type ClientFacts, suggestClients } from './client-suggestions.ts';

const ClientSuggestion = builder.objectRef<ClientFacts>('ClientSuggestion').implement({
  description: 'A client who was here before, as the latest booking has them.',
  fields: (t) => ({
    clientName: t.exposeString('clientName'),
    clientContactPerson: t.exposeString('clientContactPerson'),
    clientEmail: t.exposeString('clientEmail'),
    clientPhone: t.exposeString('clientPhone'),
    lastStartsAt: t.expose('startsAt', { type: 'DateTime', description: 'When their latest booking starts.' }),
  }),
});

const suggestionsInput = z
  .object({
    search: z
      .string()
      .max(bookingBounds.searchWords.value, `At most ${figure(bookingBounds.searchWords)} letters.`)
      .refine((text) => text.trim().length >= 2, 'At least two letters.'),
    first: z
      .number()
      .int()
      .min(1, 'At least 1.')
      .max(bookingBounds.suggestedClients.value, `At most ${figure(bookingBounds.suggestedClients)}.`)
      .nullish(),
  })
  .loose();

builder.queryFields((t) => ({
  clientSuggestions: t.field({
    type: [ClientSuggestion],
    description:
      'Earlier clients of the divisions the viewer books for, each with the contact of its latest booking, the latest client first.',
    authScopes: { permission: 'booking:create' },
    args: {
      search: t.arg.string({
        required: true,
        description: 'Words of the company or its contact, two letters at least.',
      }),
      first: t.arg.int({ defaultValue: 8, description: `${figure(bookingBounds.suggestedClients)} at most.` }),
      tenantId: t.arg.id({ description: 'Only of this division: the one that is booked for.' }),
    },
    validate: suggestionsInput,
    complexity: ({ first }) => ({ field: 50, multiplier: first ?? 8 }),
    resolve: (_root, { search, first, tenantId }, context) =>
      suggestClients(context, {
        search,
        first: first ?? 8,
        tenantId: tenantId == null ? null : keyOrNone('Tenant', tenantId),
      }),
  }),
}));
