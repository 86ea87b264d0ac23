import { z } from 'zod';
import { builder } from '../platform/builder.ts';
import type { ClientFacts } from './client-suggestions.ts';

export const ClientSuggestion = builder.objectRef<ClientFacts>('ClientSuggestion').implement({
  description: 'A client who was here before, as the latest booking has them.',
  fields: (t) => ({
    clientName: t.exposeString('clientName'),
    clientContactPerson: t.exposeString('clientContactPerson'),
    clientEmail: t.exposeString('clientEmail'),
    clientPhone: t.exposeString('clientPhone'),
    lastStartsAt: t.expose('startsAt', { type: 'DateTime', description: 'When their latest booking starts.' }),
  }),
});

export const suggestionsInput = z
  .object({
    search: z.string().max(200, 'At most 200 letters.').refine((text) => text.trim().length >= 2, 'At least two letters.'),
    first: z.number().int().min(1, 'At least 1.').max(20, 'At most 20.').nullish(),
  })
  .loose();
