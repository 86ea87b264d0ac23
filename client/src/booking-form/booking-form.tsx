import { useEffect, useRef, type FormEvent } from 'react';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import type { Booked } from './booked-words.ts';
import { bodyFields } from '../bookings/booking-body.ts';
import { totalOf } from '../bookings/device-lines.ts';
import { sentence } from '../bookings/booking-words.ts';
import { deviceTimesIn, lastDayIn, segmentAt, type BookingDraftStart } from './booking-draft.ts';
import { CateringFields } from '../bookings/fields/catering-fields.tsx';
import { ClientFields } from '../bookings/fields/client-fields.tsx';
import { DeviceLinesFields } from '../bookings/fields/device-lines-fields.tsx';
import { useDeviceCategories } from '../bookings/use-device-categories.ts';
import { DivisionField } from './division-field.tsx';
import { draftSummary, outcomeWords, submitWords } from './draft-summary.ts';
import { EarlierNotice } from './earlier-notice.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { FormGroup } from '../forms/form-group.tsx';
import { intervalIn } from '../bookings/local-interval.ts';
import { menuFor } from '../bookings/kitchen-menu.ts';
import { MoreTimes } from './more-times.tsx';
import { OverCapacityTick } from '../bookings/fields/over-capacity-tick.tsx';
import { OffSiteFields } from '../bookings/fields/off-site-fields.tsx';
import { PeopleFields } from '../bookings/fields/people-fields.tsx';
import { SeatsHint } from './seats-hint.tsx';
import { SegmentFields } from './segment-fields.tsx';
import { SuppliesFields } from '../bookings/fields/supplies-fields.tsx';
import { TroubleNotice } from '../bookings/trouble-notice.tsx';
import { RepeatPlace } from '../series/repeat-place.tsx';
import { usualRepeat } from '../series/repeat-draft.ts';
import { useBookingForm, type BookingFormState } from './use-booking-form.ts';
import { useEscape, useFormOutcome } from '../forms/use-form-outcome.ts';
import './booking-form.css';
import '../bookings/panel-form.css';

const kindOptions = [
  { value: 'ROOM', label: 'A room' },
  { value: 'DEVICES_ONLY', label: 'Devices only' },
] as const;

const shownFields = [
  ...bodyFields,
  'tenantId',
  'rule.every',
  'rule.count',
  'rule.until',
  'devices.*.quantity',
  'devices.*.preference',
  ...['startsAt', 'endsAt', 'roomId', 'requestedRoomId', 'note'].map((name) => `segments.*.${name}`),
];

type BookingFormProps = {
  rooms: readonly RoomOption[];
  /** The first day of the week on the screen. */
  weekStart: string;
  start: BookingDraftStart;
  onClose(): void;
  onBooked(booked: Booked): void;
};

/** docs/domain.md, "The booking form": from top to bottom by keyboard, what is known said at the field it belongs to. */
export function BookingForm({ rooms, weekStart, start, onClose, onBooked }: BookingFormProps) {
  const { facility, viewer } = useHere();
  const { timeZone } = facility;
  const state = useBookingForm({ rooms, weekStart, start, onBooked });
  const { draft, errors, trouble, busy } = state;
  const form = useRef<HTMLFormElement>(null);
  const messages = useRef<HTMLDivElement>(null);
  const forRoom = draft.kind === 'ROOM';
  const fields = { values: draft.body, errors, onChange: state.changeBody };
  const menus = draft.segments.map((segment) => {
    const interval = intervalIn(segment, timeZone);
    return interval && menuFor(draft.body.lunchCatering, interval, timeZone);
  });

  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([type="radio"])')?.focus(), []);
  const sending = useFormOutcome({ form, place: messages, errors, trouble });
  useEscape(form, onClose);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    sending();
    void state.send();
  }

  const devices = (
    <FormGroup title="Devices">
      <DeviceLinesFields
        lines={draft.devices}
        errors={errors}
        times={deviceTimesIn(draft, timeZone)}
        required={!forRoom}
        onChange={state.changeDevices}
      />
      {draft.repeat != null && totalOf(draft.devices) > 0 && (
        <p className="field-hint">What is free is shown for the first date.</p>
      )}
      {!forRoom && <OffSiteFields {...fields} until={lastDayIn(draft.segments, timeZone)} />}
    </FormGroup>
  );

  return (
    <form ref={form} className="panel-form" data-form={state.form} aria-label="New booking" noValidate onSubmit={send}>
      <div className="drawer-scroll booking-form">
        {state.found && (
          <Notice tone="info" title="Draft restored." actions={<Button onClick={state.startAfresh}>Clear</Button>}>
            Continue where you left off.
          </Notice>
        )}
        {viewer.tenants.length !== 1 && (
          <DivisionField
            tenants={viewer.tenants}
            value={draft.tenantId}
            error={errors['tenantId']}
            onChange={(tenantId) => state.changeDraft({ tenantId })}
          />
        )}
        <FormGroup title="Client">
          <ClientFields {...fields} suggestFor={draft.tenantId} />
        </FormGroup>
        <TimeFields state={state} rooms={rooms} />
        {!forRoom && devices}
        <FormGroup title="People">
          <PeopleFields {...fields} />
          <PeopleHints state={state} />
        </FormGroup>
        {forRoom && (
          <>
            <FormGroup title="Catering">
              <CateringFields {...fields} menus={menus} />
            </FormGroup>
            <FormGroup title="Supplies">
              <SuppliesFields {...fields} />
            </FormGroup>
            {devices}
          </>
        )}
        <div ref={messages} className="panel-said">
          <TroubleNotice trouble={trouble} stray={strayErrors(errors, shownFields)} busy={busy} onRetry={send} />
          {trouble?.__typename === 'IdempotencyMismatchError' && (
            <EarlierNotice
              busy={busy}
              mayOpen={state.mayOpenEarlier}
              onOpen={() => void state.openEarlier()}
              onBookAsWell={state.bookAsWell}
            />
          )}
        </div>
      </div>
      <BookingFormFoot state={state} rooms={rooms} />
    </form>
  );
}

type FormPartProps = {
  state: BookingFormState;
  rooms: readonly RoomOption[];
};

/** Shows what is booked, when and where, and how it repeats. */
function TimeFields({ state, rooms }: FormPartProps) {
  const { timeZone } = useHere().facility;
  const { draft, direct, people, errors } = state;
  const forRoom = draft.kind === 'ROOM';
  const [first] = draft.segments;
  return (
    <>
      <FormGroup title={forRoom ? 'When and where' : 'When'}>
        <Segmented
          label="What is booked"
          options={kindOptions}
          value={draft.kind}
          onChange={(kind) => state.changeDraft({ kind })}
        />
        {draft.segments.map((segment, index) => (
          <SegmentFields
            key={segment.id}
            segment={segment}
            index={index}
            count={draft.segments.length}
            people={people}
            rooms={rooms}
            direct={forRoom ? direct : null}
            errors={errors}
            taken={state.taken.get(segment.id)}
            busy={state.busy}
            onChange={state.changeSegment}
            onPlace={(alternative) => state.changeSegment(segmentAt(segment, alternative, timeZone))}
            onRepeat={draft.repeat ? undefined : () => state.repeatOnce(segment)}
            onRemove={() => state.removeSegment(segment)}
          />
        ))}
        <MoreTimes
          repeats={draft.repeat != null}
          onAdd={state.addSegment}
          onRepeat={
            draft.segments.length === 1 && first
              ? () => state.changeRepeat(draft.repeat ? null : usualRepeat(first.from.date))
              : undefined
          }
        />
      </FormGroup>
      {draft.repeat && first && (
        <RepeatPlace
          repeat={draft.repeat}
          first={forRoom ? first : { ...first, roomId: '' }}
          direct={forRoom && direct}
          people={people}
          timeZone={timeZone}
          errors={errors}
          refusals={state.refusals}
          onChange={state.changeRepeat}
          onStanding={state.setSeriesStanding}
        />
      )}
    </>
  );
}

/** Shows how the people fill the rooms that are chosen. */
function PeopleHints({ state }: Pick<FormPartProps, 'state'>) {
  const { direct, people, smallest, over } = state;
  return (
    <>
      {smallest && people > 0 && <SeatsHint room={smallest} people={people} wish={!direct} />}
      <OverCapacityTick over={over} />
    </>
  );
}

/** Shows what will be asked for, what becomes of it, and the button that sends it. */
function BookingFormFoot({ state, rooms }: FormPartProps) {
  const { timeZone } = useHere().facility;
  const { draft, direct, seriesStanding, waits } = state;
  const categories = useDeviceCategories();
  return (
    <footer className="drawer-foot booking-form-foot">
      <div className="booking-form-summary" role="status">
        {draftSummary(draft, { rooms, timeZone, categories, direct }).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {seriesStanding && seriesStanding.words !== '' && <p>{sentence([seriesStanding.words])}</p>}
        <p className={waits ? 'booking-form-waits' : 'quiet'} id="booking-form-outcome">
          {waits ?? outcomeWords(draft, direct)}
        </p>
      </div>
      <Button
        type="submit"
        look="primary"
        busy={state.busy}
        aria-disabled={waits !== null || undefined}
        aria-describedby="booking-form-outcome"
      >
        <span>{submitWords(draft, direct, seriesStanding?.booked)}</span>
      </Button>
    </footer>
  );
}
