import type { ReactNode } from 'react'
import type { BookingFacts, FactName } from './booking-facts.ts'

/** Head, path and notices have said the others. */
const SHOWN: readonly FactName[] = ['People', 'Devices', 'Catering', 'Catering notes', 'Supplies', 'Contact', 'Phone', 'E-mail', 'Wish', 'Notes', 'Boss’s note']

const LINKED: Partial<Record<FactName, (value: string) => ReactNode>> = {
  Phone: (value) => <a href={`tel:${value.replaceAll(/[^\d+]/g, '')}`}>{value}</a>,
  'E-mail': (value) => <a href={`mailto:${value}`}>{value}</a>,
}

export function FactList({ facts }: { facts: BookingFacts }) {
  return (
    <dl className="fact-list">
      {SHOWN.map((name) => {
        const value = facts[name]
        return value === null ? null : (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{LINKED[name]?.(value) ?? value}</dd>
          </div>
        )
      })}
    </dl>
  )
}
