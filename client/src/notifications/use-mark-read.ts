import { useCallback } from 'react';
import { useMutation } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { useToast } from '../ui/toaster.tsx';

const MarkRead = graphql(`
  mutation MarkNotificationsRead($ids: [ID!]) {
    markNotificationsRead(ids: $ids)
  }
`);

/** Marks these, or all of them, as read; the stream tells every screen of it. */
export function useMarkRead(): (ids?: readonly string[]) => void {
  const [, execute] = useMutation(MarkRead);
  const toast = useToast();
  return useCallback(
    (ids) => {
      void execute({ ids: ids ? [...ids] : null }).then(
        ({ error }) => error && toast({ text: failureWords(error).title }),
      );
    },
    [execute, toast],
  );
}
