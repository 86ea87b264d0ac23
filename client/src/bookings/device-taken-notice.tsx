import type { ReactNode } from 'react';
import type { TakenDevicesFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { dayWords, timeWords, whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { serialsWords } from './device-words.ts';
import './taken-notice.css';

type DeviceTakenNoticeProps = {
  taken: TakenDevicesFragment;
  timeZone: string;
  busy: boolean;
  /** What the button does: "Move"; with the devices that give way. */
  action: string;
  /** Left out where devices cannot give way: an undo. */
  onRelease?: ((deviceIds: readonly string[]) => void) | undefined;
  children?: ReactNode;
};

/** Shows which devices of the booking are taken then, by what as far as one may see, what is free instead, and the way on without them. */
export function DeviceTakenNotice({ taken, timeZone, busy, action, onRelease, children }: DeviceTakenNoticeProps) {
  const { devices, alternatives, clashes } = taken;
  const serials = serialsWords(devices);
  return (
    <Notice
      tone="problem"
      title={`${serials} ${devices.length === 1 ? 'is' : 'are'} taken at that time. Nothing was saved.`}
      actions={
        onRelease && (
          <Button busy={busy} onClick={() => onRelease(devices.map(({ id }) => id))}>
            <span>
              {action} without {serials}
            </span>
          </Button>
        )
      }
    >
      <ul className="taken-standing">
        {clashes.map((clash) => (
          <li key={`${clash.device.id} ${clash.startsAt}`}>{clashWords(clash, timeZone)}</li>
        ))}
      </ul>
      <p>
        {alternatives.length > 0
          ? `Free instead: ${serialsWords(alternatives, 6)}.`
          : 'No other device that would do is free then.'}
      </p>
      {onRelease && <p>Without them, the IT desk is asked for others. What is out already is due back as before.</p>}
      {children}
    </Notice>
  );
}

function clashWords({ device, startsAt, endsAt, booking }: TakenDevicesFragment['clashes'][number], timeZone: string) {
  const start = Date.parse(startsAt);
  const when = endsAt
    ? whenWords(intervalOf(startsAt, endsAt), timeZone)
    : `from ${dayWords(start, timeZone)}, ${timeWords(start, timeZone)}`;
  return `${device.serialNumber}: ${booking?.clientName ?? 'busy'}, ${when}`;
}
