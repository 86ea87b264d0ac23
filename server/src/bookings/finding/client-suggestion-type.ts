import { z } from 'zod';
import { builder } from '../../platform/builder.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
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
