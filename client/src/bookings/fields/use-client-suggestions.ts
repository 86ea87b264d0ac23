import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { ClientSuggestionsQuery } from '../../graphql/generated/graphql.ts';
import { useSettled } from '../../forms/use-settled.ts';

const ClientSuggestions = graphql(`
  query ClientSuggestions($search: String!, $tenantId: ID) {
    clientSuggestions(search: $search, tenantId: $tenantId) {
      clientName
      clientContactPerson
      clientEmail
      clientPhone
    }
  }
`);

export type ClientSuggestion = ClientSuggestionsQuery['clientSuggestions'][number];

const fewestLetters = 2;
const settledMs = 150;
const noSuggestions: readonly ClientSuggestion[] = [];

/**
 * Earlier clients that fit what is typed. What was found last stays until the next answer is there, so that the list does
 * not flicker; a question that is overtaken is given up. Without an answer there are none: people can type on.
 */
export function useClientSuggestions(typed: string, tenantId: string | null): readonly ClientSuggestion[] {
  const search = typed.trim();
  const settled = useSettled(search, settledMs);
  const enough = search.length >= fewestLetters && settled.length >= fewestLetters;
  const [{ data, operation }] = useQuery({
    query: ClientSuggestions,
    variables: { search: settled, tenantId },
    pause: !enough,
  });
  const answered = operation?.variables.search;
  if (!enough || !data || answered === undefined || !settled.startsWith(answered)) return noSuggestions;
  const found = data.clientSuggestions;
  // The one that stands there already is no suggestion.
  return found.length === 1 && found[0]?.clientName === search ? noSuggestions : found;
}
