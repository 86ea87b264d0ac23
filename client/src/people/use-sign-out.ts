import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useMutation } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { tellOtherTabs } from './other-tabs.ts'
import { useToast } from '../ui/toaster.tsx'

const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`)

/** Ends the session and goes to the door; where the server does not answer, it says that nothing has ended. */
export function useSignOut(): () => Promise<void> {
  const { reset } = useConnection()
  const navigate = useNavigate()
  const toast = useToast()
  const [, signOut] = useMutation(SignOut)
  return useCallback(async () => {
    const { error } = await signOut({})
    if (error) {
      toast({ text: `You are still signed in. ${failureWords(error).title}` })
      return
    }
    tellOtherTabs()
    await navigate({ to: '/sign-in', replace: true })
    reset()
  }, [signOut, toast, navigate, reset])
}
