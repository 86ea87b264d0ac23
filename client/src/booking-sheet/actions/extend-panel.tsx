import { LocalTimeInput } from '../../forms/local-time-input.tsx';
import { midnightWords } from '../../bookings/local-interval.ts';
import { PlaceHint } from '../../bookings/place-hint.tsx';
import { DeviceTakenNotice } from '../../bookings/device-taken-notice.tsx';
import { TakenNotice } from '../../bookings/taken-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { PanelForm } from './panel-form.tsx';
import type { PanelProps } from './panel-props.ts';
import { useBookingExtension } from './use-booking-extension.ts';

const quickMinutes = [15, 30, 60];
const shownFields: readonly string[] = ['endsAt'];

/** It goes on for longer, where it is; or, where somebody follows, in another room for all of it. */
export function ExtendPanel({ booking, rooms, onDone, children }: PanelProps) {
  const extension = useBookingExtension({ booking, rooms, onDone });
  const { timeZone, when, errors, room, conflicts, segment } = extension;

  return (
    <PanelForm
      of={extension.form}
      title="Extend booking"
      submit="Extend"
      busy={extension.busy}
      trouble={extension.trouble}
      errors={errors}
      shown={shownFields}
      decision={extension.decision}
      onSend={extension.send}
      onBack={onDone}
      sheet={children}
      offer={
        <>
          {segment && (
            <TakenNotice
              segment={segment}
              timeZone={timeZone}
              busy={extension.busy}
              otherTimes={false}
              onChoose={extension.move}
            />
          )}
          {extension.trouble?.__typename === 'DeviceTakenError' && (
            <DeviceTakenNotice
              taken={extension.trouble}
              timeZone={timeZone}
              busy={extension.busy}
              action="Extend"
              onRelease={extension.sendWithout}
            />
          )}
        </>
      }
    >
      <LocalTimeInput
        label="Ends"
        name="endsAt"
        value={when.to}
        error={errors['endsAt']}
        hint={midnightWords(when.to)}
        onChange={extension.changeEnd}
      />
      <div className="form-steps" role="group" aria-label="Longer by">
        {quickMinutes.map((minutes) => (
          <Button key={minutes} onClick={() => extension.goOn(minutes)}>
            + {minutes} min
          </Button>
        ))}
      </div>
      {room && conflicts && !segment && (
        <PlaceHint room={room} people={extension.people} conflicts={conflicts} timeZone={timeZone} wish={false} />
      )}
    </PanelForm>
  );
}
