import { Building2 } from 'lucide-react'
import { STATUS } from '../bookings/status.ts'
import { StatusIcon } from '../bookings/status-icon.tsx'
import { Segmented } from '../ui/segmented.tsx'
import './calendar-bar.css'

interface CalendarBarProps {
  tenants: readonly { readonly code: string; readonly name: string }[]
  tenant: string | null
  onTenant(code: string | null): void
  hasOffices: boolean
  officesHidden: boolean
  onOffices(hidden: boolean): void
}

const ALL = ''
const LEGEND = [STATUS.CONFIRMED, STATUS.ROOM_ASSIGNED, STATUS.PENDING, STATUS.COMPLETED]

/** What is shown, and what its looks mean. */
export function CalendarBar({ tenants, tenant, onTenant, hasOffices, officesHidden, onOffices }: CalendarBarProps) {
  return (
    <div className="calendar-bar">
      {tenants.length > 1 && (
        <Segmented
          label="Division"
          value={tenant ?? ALL}
          onChange={(code) => onTenant(code === ALL ? null : code)}
          options={[{ value: ALL, label: 'All divisions' }, ...tenants.map(({ code }) => ({ value: code, label: code }))]}
        />
      )}
      {hasOffices && (
        <button type="button" className="chip" aria-pressed={officesHidden} onClick={() => onOffices(!officesHidden)}>
          <Building2 aria-hidden="true" />
          Hide long-term offices
        </button>
      )}
      <ul className="legend" aria-label="Legend">
        {LEGEND.map(({ words, look }) => (
          <li key={look}>
            <span className={`legend-sample status-${look}`}>
              <StatusIcon look={look} />
            </span>
            {words}
          </li>
        ))}
        <li>
          <span className="legend-sample status-busy" />
          Other division
        </li>
      </ul>
    </div>
  )
}
