import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { ClientSuggestionsQuery } from '../graphql/generated/graphql.ts';
import { useSettled } from '../forms/use-settled.ts';

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

const LEAST = 2;
const SETTLED_MS = 150;
const NONE: readonly ClientSuggestion[] = [];

/**
 * Earlier clients that fit what is typed. What was found last stays until the next answer is there, so that the list does
 * not flicker; a question that is overtaken is given up. Without an answer there are none: people can type on.
 */
export function useClientSuggestions(typed: string, tenantId: string | null): readonly ClientSuggestion[] {
  const search = typed.trim();
  const settled = useSettled(search, SETTLED_MS);
  const enough = search.length >= LEAST && settled.length >= LEAST;
  const [{ data, operation }] = useQuery({
    query: ClientSuggestions,
    variables: { search: settled, tenantId },
    pause: !enough,
  });
  const answered = operation?.variables.search;
  if (!enough || !data || answered === undefined || !settled.startsWith(answered)) return NONE;
  const found = data.clientSuggestions;
  // The one that stands there already is no suggestion.
  return found.length === 1 && found[0]?.clientName === search ? NONE : found;
}
