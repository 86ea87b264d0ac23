import { useNavigate } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { useMutation } from 'urql'
import { useConnection } from '../graphql/connection-context.tsx'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { useHere } from '../people/here.tsx'
import { Menu } from '../ui/menu.tsx'
import { useToast } from '../ui/toaster.tsx'
import './account-menu.css'

const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`)

function initialsOf(name: string): string {
  const words = name.split(',')[0]?.match(/\p{L}+/gu) ?? []
  return ((words[0]?.[0] ?? '') + (words.at(words.length > 1 ? -1 : 1)?.[0] ?? '')).toUpperCase()
}

export function AccountMenu() {
  const { viewer } = useHere()
  const { reset } = useConnection()
  const navigate = useNavigate()
  const toast = useToast()
  const [, signOut] = useMutation(SignOut)
  const { displayName, username } = viewer.user

  async function leave() {
    const { error } = await signOut({})
    if (error) return toast({ text: `You are still signed in. ${failureWords(error).title}` })
    await navigate({ to: '/sign-in', replace: true })
    reset()
  }

  return (
    <Menu
      label={`${initialsOf(displayName)}, account of ${displayName}`}
      className="account-trigger"
      trigger={<span aria-hidden="true">{initialsOf(displayName)}</span>}
    >
      <div className="menu-head">
        <p className="menu-name">{displayName}</p>
        <p className="quiet">
          {username} · {viewer.tenants.map(({ code }) => code).join(', ')}
        </p>
      </div>
      <button type="button" className="menu-item" onClick={() => void leave()}>
        <LogOut aria-hidden="true" />
        Sign out
      </button>
    </Menu>
  )
}
