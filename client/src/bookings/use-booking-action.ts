import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useCallback, useState } from 'react'
import { useClient, type CombinedError } from 'urql'
import { failureWords, type Failure } from '../graphql/failure-words.ts'
import type { Refusal } from './refusal.ts'

type Answer<Data> = Data[keyof Data]

export type Outcome<Payload> =
  | { readonly kind: 'done'; readonly payload: Payload }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly failure: Failure }

const TRIES = 4

function isRefusal(answer: { readonly __typename?: string | undefined }): boolean {
  return answer.__typename?.endsWith('Error') ?? false
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * One write: sent, and sent again while the server says that it is only busy. Comes back with what was done, with the
 * refusal, or with what went wrong on the way; it never throws.
 */
export function useBookingAction<Data extends object, Input>(document: TypedDocumentNode<Data, { input: Input }>) {
  type Payload = Extract<Answer<Data>, { __typename: `${string}Payload` }>
  const client = useClient()
  const [busy, setBusy] = useState(false)

  const run = useCallback(
    async (input: Input): Promise<Outcome<Payload>> => {
      setBusy(true)
      try {
        for (let tries = 1; ; tries++) {
          const { data, error } = await client.mutation(document, { input }).toPromise()
          const answer = data ? (Object.values(data)[0] as Answer<Data> & { __typename?: string }) : null
          if (!answer) return failed(error)
          if (!isRefusal(answer)) return { kind: 'done', payload: answer as unknown as Payload }
          const refusal = answer as unknown as Refusal
          if (refusal.__typename !== 'BusyError' || tries === TRIES) return { kind: 'refused', refusal }
          await pause(refusal.retryAfterMs * (1 + Math.random()) * tries)
        }
      } finally {
        setBusy(false)
      }
    },
    [client, document],
  )

  return { busy, run }
}

function failed(error: CombinedError | undefined): { kind: 'failed'; failure: Failure } {
  if (error) return { kind: 'failed', failure: failureWords(error) }
  return { kind: 'failed', failure: { title: 'The server gave no answer.', advice: 'Try again.', again: true } }
}
