import { useId } from 'react'
import { Segmented } from '../ui/segmented.tsx'

interface DivisionFieldProps {
  tenants: readonly { readonly id: string; readonly code: string }[]
  value: string | null
  error?: string | undefined
  onChange(id: string): void
}

/** For whom it is booked: asked of those who book for several, and never guessed. */
export function DivisionField({ tenants, value, error, onChange }: DivisionFieldProps) {
  const id = useId()
  return (
    <div className="field" aria-describedby={error ? id : undefined}>
      <span className="field-label" aria-hidden="true">
        Division<span className="field-required">*</span>
      </span>
      <Segmented
        label="Division"
        value={value ?? ''}
        onChange={onChange}
        options={tenants.map(({ id: tenant, code }) => ({ value: tenant, label: code }))}
      />
      {error && (
        <p className="field-error" id={id} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
