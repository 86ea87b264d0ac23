import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import type { ClientSuggestionsQuery } from '../graphql/generated/graphql.ts'
import { useSettled } from '../ui/use-settled.ts'

const ClientSuggestions = graphql(`
  query ClientSuggestions($search: String!, $tenantId: ID) {
    clientSuggestions(search: $search, tenantId: $tenantId) {
      clientName
      clientContactPerson
      clientEmail
      clientPhone
    }
  }
`)

export type ClientSuggestion = ClientSuggestionsQuery['clientSuggestions'][number]

const LEAST = 2
const SETTLED_MS = 150
const NONE: readonly ClientSuggestion[] = []

/**
 * Earlier clients that fit what is typed. What was found last stays until the next answer is there, so that the list does
 * not flicker; a question that is overtaken is given up. Without an answer there are none: people can type on.
 */
export function useClientSuggestions(typed: string, tenantId: string | null): readonly ClientSuggestion[] {
  const search = typed.trim()
  const settled = useSettled(search, SETTLED_MS)
  const enough = search.length >= LEAST && settled.length >= LEAST
  const [{ data, fetching, operation }] = useQuery({ query: ClientSuggestions, variables: { search: settled, tenantId }, pause: !enough })
  const [last, setLast] = useState(NONE)
  useEffect(() => {
    if (!fetching && data && operation?.variables.search === settled) setLast(data.clientSuggestions)
  }, [data, fetching, operation, settled])
  if (!enough) return NONE
  // The one that stands there already is no suggestion.
  return last.length === 1 && last[0]?.clientName === search ? NONE : last
}
