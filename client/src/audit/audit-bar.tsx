import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import { useHere } from '../people/here.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { actionWords, KNOWN_ACTIONS } from './audit-words.ts'
import type { AuditSearch } from './audit-search.ts'
import './audit.css'

const PeopleOfAudit = graphql(`
  query PeopleOfAudit {
    users(first: 100) {
      edges {
        node {
          id
          displayName
        }
      }
    }
  }
`)

const RESULTS = [
  { value: 'ALL', label: 'All' },
  { value: 'DONE', label: 'Done' },
  { value: 'REFUSED', label: 'Refused' },
  { value: 'FAILED', label: 'Failed' },
] as const

interface AuditBarProps {
  search: AuditSearch
  onShow(change: AuditSearch): void
}

export function AuditBar({ search, onShow }: AuditBarProps) {
  const [typed, setTyped] = useState(search.search ?? '')
  const words = useSettled(typed.trim())
  useEffect(() => {
    if (words !== (search.search ?? '')) onShow({ search: words || undefined })
    // What is typed leads; the address follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [words])
  const known = KNOWN_ACTIONS.some(({ action }) => action === search.action)

  return (
    <div className="page-bar" role="search" aria-label="Audit trail">
      <input
        className="input page-search"
        type="search"
        aria-label="Search the audit trail"
        placeholder="Name, value, reason, address"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <PersonChoice actor={search.actor} onShow={onShow} />
      <select className="select" aria-label="Action" value={search.action ?? ''} onChange={({ target }) => onShow({ action: target.value || undefined })}>
        <option value="">Any action</option>
        {search.action && !known && <option value={search.action}>{actionWords(search.action)}</option>}
        {KNOWN_ACTIONS.map(({ action, words: name }) => (
          <option key={action} value={action}>
            {name}
          </option>
        ))}
      </select>
      <Segmented label="Result" options={RESULTS} value={search.result ?? 'ALL'} onChange={(result) => onShow({ result: result === 'ALL' ? undefined : result })} />
      <div className="audit-days">
        <label className="audit-day">
          From
          <input className="input" type="date" value={search.from ?? ''} max={search.to} onChange={({ target }) => onShow({ from: target.value || undefined })} />
        </label>
        <label className="audit-day">
          to
          <input className="input" type="date" value={search.to ?? ''} min={search.from} onChange={({ target }) => onShow({ to: target.value || undefined })} />
        </label>
      </div>
      {search.subject && <Chip words="One subject only" onDrop={() => onShow({ subject: undefined })} />}
      {search.request && <Chip words="One request only" onDrop={() => onShow({ request: undefined })} />}
    </div>
  )
}

function Chip({ words, onDrop }: { words: string; onDrop(): void }) {
  return (
    <button type="button" className="tag audit-chip" aria-label={`${words}: show all`} onClick={onDrop}>
      {words}
      <X aria-hidden="true" />
    </button>
  )
}

/** Only who manages people may list them; others narrow to somebody from one of their lines. */
function PersonChoice({ actor, onShow }: { actor: string | undefined; onShow(change: AuditSearch): void }) {
  const { may } = useHere()
  const manages = may('user:manage')
  const [{ data }] = useQuery({ query: PeopleOfAudit, pause: !manages })
  const people = data?.users.edges.map(({ node }) => node) ?? []
  if (!manages) return actor ? <Chip words="One person only" onDrop={() => onShow({ actor: undefined })} /> : null
  return (
    <select className="select audit-person" aria-label="Person" value={actor ?? ''} onChange={({ target }) => onShow({ actor: target.value || undefined })}>
      <option value="">Anybody</option>
      {actor && !people.some(({ id }) => id === actor) && <option value={actor}>One person</option>}
      {people.map(({ id, displayName }) => (
        <option key={id} value={id}>
          {displayName}
        </option>
      ))}
    </select>
  )
}
