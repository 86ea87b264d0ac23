import { useCallback, useRef, useState } from 'react'
import { useMutation, type AnyVariables, type TypedDocumentNode } from 'urql'
import { failureWords, type Failure } from '../graphql/failure-words.ts'
import type { Refusal } from './refusal.ts'

/** Nothing came back: nobody knows whether it was done. */
export interface Unanswered extends Failure {
  readonly __typename: 'Unanswered'
}

export type Trouble = Refusal | Unanswered

interface Answer {
  readonly __typename: string
}

type PayloadOf<A extends Answer> = Extract<A, { __typename: `${string}Payload` }>

function isPayload<A extends Answer>(answer: A): answer is PayloadOf<A> {
  return answer.__typename.endsWith('Payload')
}

/** One mutation, tried as often as it takes, but never twice at once; what stood in its way stays until the next try. */
export function useAttempt<Data extends Record<Field, Answer>, Variables extends AnyVariables, Field extends keyof Data & string>(
  document: TypedDocumentNode<Data, Variables>,
  field: Field,
) {
  const [, execute] = useMutation(document)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const running = useRef(false)

  const attempt = useCallback(
    async (variables: Variables): Promise<PayloadOf<Data[Field]> | null> => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      try {
        const { data, error } = await execute(variables)
        const answer = data?.[field]
        if (answer && isPayload<Data[Field]>(answer)) {
          setTrouble(null)
          return answer
        }
        setTrouble(answer ? (answer as unknown as Refusal) : error ? { __typename: 'Unanswered', ...failureWords(error) } : NO_ANSWER)
        return null
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [execute, field],
  )

  return { attempt, busy, trouble, setTrouble }
}

const NO_ANSWER: Unanswered = {
  __typename: 'Unanswered',
  title: 'The server said nothing.',
  advice: 'Try again.',
  again: true,
}
