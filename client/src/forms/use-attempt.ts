import { useCallback, useRef, useState } from 'react';
import { useMutation, type AnyVariables, type TypedDocumentNode } from 'urql';
import { failureWords, type Failure } from '../graphql/failure-words.ts';

/** Nothing came back: nobody knows whether it was done. */
export type Unanswered = Failure & {
  readonly __typename: 'Unanswered';
};

type Answer = {
  readonly __typename: string;
};

type PayloadOf<A extends Answer> = Extract<A, { __typename: `${string}Payload` }>;

/** The server understood and said no. */
type RefusalIn<A extends Answer> = Exclude<A, { __typename: `${string}Payload` }>;

/** What was done, or the refusal; neither where no answer came. */
export type Attempted<A extends Answer> = {
  readonly done: PayloadOf<A> | null;
  readonly refusal: RefusalIn<A> | null;
};

function isPayload<A extends Answer>(answer: A): answer is PayloadOf<A> {
  return answer.__typename.endsWith('Payload');
}

/** One mutation, tried as often as it takes, but never twice at once; what stood in its way stays until the next try. */
export function useAttempt<
  Data extends Record<Field, Answer>,
  Variables extends AnyVariables,
  Field extends keyof Data & string,
>(document: TypedDocumentNode<Data, Variables>, field: Field) {
  const [, execute] = useMutation(document);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<RefusalIn<Data[Field]> | Unanswered | null>(null);
  const running = useRef(false);

  const attempt = useCallback(
    async (variables: Variables): Promise<Attempted<Data[Field]>> => {
      if (running.current) return noAnswer;
      running.current = true;
      setBusy(true);
      try {
        const { data, error } = await execute(variables);
        const answer = data?.[field];
        if (answer && isPayload<Data[Field]>(answer)) {
          setTrouble(null);
          return { done: answer, refusal: null };
        }
        if (answer) {
          const refusal = answer as RefusalIn<Data[Field]>;
          setTrouble(refusal);
          return { done: null, refusal };
        }
        setTrouble(error ? { __typename: 'Unanswered', ...failureWords(error) } : silence);
        return noAnswer;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [execute, field],
  );

  const clear = useCallback(() => setTrouble(null), []);
  return { attempt, busy, trouble, clear };
}

const noAnswer = { done: null, refusal: null };

const silence: Unanswered = {
  __typename: 'Unanswered',
  title: 'No response from the server.',
  advice: 'Try again.',
  again: true,
};
