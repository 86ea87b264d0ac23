import { useHere } from '../people/here.tsx'
import { Notice } from '../ui/notice.tsx'
import { devicesWords } from './booking-words.ts'
import { PanelForm } from './panel-form.tsx'
import type { PanelProps } from './panel-props.ts'
import { useConfirm } from './use-confirm.ts'
import { useSeen } from './use-seen.ts'
import { VersionNotice } from './version-notice.tsx'

const NO_ERRORS = {}

const SHOWN: readonly string[] = []

/** Confirms what normally confirms itself: with the last device that the IT desk hands out. */
export function ConfirmPanel({ booking, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility
  const { seen, outdated, accept } = useSeen(booking)
  const { confirm, busy, trouble } = useConfirm(seen)
  const refused = trouble?.__typename === 'StaleBookingError'

  async function send(version: number) {
    if (await confirm(version)) onDone()
  }

  return (
    <PanelForm
      title="Confirm although devices are missing"
      submit="Confirm all the same"
      busy={busy}
      trouble={trouble}
      errors={NO_ERRORS}
      shown={SHOWN}
      onSubmit={() => void send(seen.version)}
      onBack={onDone}
      sheet={children}
      offer={
        outdated && (
          <VersionNotice
            seen={seen}
            now={booking}
            timeZone={timeZone}
            refused={refused}
            busy={busy}
            onAccept={() => {
              accept()
              if (refused) void send(booking.version)
            }}
          />
        )
      }
    >
      <Notice tone="info" title={`${devicesWords(booking.devicesNeeded, booking.deviceTypePreference)} are wanted`}>
        The IT desk hands them out, and the booking confirms itself with the last one. Confirm it now only if the client must not wait for that.
      </Notice>
    </PanelForm>
  )
}
