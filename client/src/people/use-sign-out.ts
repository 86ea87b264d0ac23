import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMutation } from 'urql';
import { useConnection } from '../graphql/connection-context.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { discardDrafts, hasUnsaved } from '../ui/unsaved.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { useToast } from '../ui/toaster.tsx';

const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** Whether what was typed in this tab may go; asked only where something was. */
export async function mayDiscard(): Promise<boolean> {
  return !hasUnsaved() || (await import('./discard-question.tsx')).askToDiscard();
}

/** Ends the session and goes to the door, once what is unsaved may be discarded; where the server does not answer, it says that nothing has ended. */
export function useSignOut(): () => Promise<void> {
  const { reset } = useConnection();
  const navigate = useNavigate();
  const toast = useToast();
  const [, signOut] = useMutation(SignOut);
  return useCallback(async () => {
    if (!(await mayDiscard())) return;
    const { error } = await signOut({});
    if (error) {
      toast({ text: `You are still signed in. ${failureWords(error).title}` });
      return;
    }
    discardDrafts();
    tellOtherTabs();
    await navigate({ to: '/sign-in', replace: true });
    reset();
  }, [signOut, toast, navigate, reset]);
}
