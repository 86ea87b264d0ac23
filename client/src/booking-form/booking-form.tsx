import { useEffect, useRef, type FormEvent } from 'react';
import { useHere } from '../people/here.tsx';
import { lastDayOf } from '../time/day.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { RoomOption } from '../bookings/availability.ts';
import type { Booked } from './booked-words.ts';
import { bodyFields } from '../bookings/booking-body.ts';
import { sentence } from '../bookings/booking-words.ts';
import type { BookingDraftStart } from './booking-draft.ts';
import { CateringFields } from '../bookings/fields/catering-fields.tsx';
import { ClientFields } from '../bookings/fields/client-fields.tsx';
import { DeviceFields } from '../bookings/fields/device-fields.tsx';
import { DivisionField } from './division-field.tsx';
import { draftSummary, outcomeWords, submitWords } from './draft-summary.ts';
import { EarlierNotice } from './earlier-notice.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { FormGroup } from '../forms/form-group.tsx';
import { intervalIn } from '../bookings/local-interval.ts';
import { menuFor } from '../bookings/kitchen-menu.ts';
import { MoreTimes } from './more-times.tsx';
import { OverCapacityTick } from '../bookings/over-capacity-tick.tsx';
import { OffSiteFields } from '../bookings/fields/off-site-fields.tsx';
import { PeopleFields } from '../bookings/fields/people-fields.tsx';
import { SeatsHint } from './seats-hint.tsx';
import { SegmentFields } from './segment-fields.tsx';
import { SuppliesFields } from '../bookings/fields/supplies-fields.tsx';
import { TroubleNotice } from '../bookings/trouble-notice.tsx';
import { RepeatPlace } from '../series/repeat-place.tsx';
import { usualRepeat } from '../series/repeat-draft.ts';
import { segmentAt, useBookingForm } from './use-booking-form.ts';
import { useEscape, useFormTold } from '../forms/use-form-told.ts';
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
  ...['startsAt', 'endsAt', 'roomId', 'requestedRoomId', 'note'].map((name) => `segments.*.${name}`),
];

type BookingFormProps = {
  rooms: readonly RoomOption[];
  /** The Monday of the week on the screen. */
  monday: string;
  start: BookingDraftStart;
  onClose(): void;
  onBooked(booked: Booked): void;
};

/** domain.md, section 6: from top to bottom by keyboard, what is known said at the field it belongs to. */
export function BookingForm({ rooms, monday, start, onClose, onBooked }: BookingFormProps) {
  const { facility, viewer, may } = useHere();
  const { timeZone } = facility;
  const direct = may('room:book-direct');
  const state = useBookingForm({
    start,
    monday,
    timeZone,
    lastDay: facility.bookableUntil,
    rooms,
    direct,
    onBooked,
  });
  const { draft, errors, people, trouble, busy, waits } = state;
  const form = useRef<HTMLFormElement>(null);
  const said = useRef<HTMLDivElement>(null);
  const forRoom = draft.kind === 'ROOM';
  const [first] = draft.segments;
  const fields = { values: draft.body, errors, onChange: state.changeBody };
  const menus = draft.segments.map((segment) => {
    const interval = intervalIn(segment, timeZone);
    return interval && menuFor(draft.body.lunchCatering, interval, timeZone);
  });

  const ends = draft.segments.flatMap((segment) => intervalIn(segment, timeZone) ?? []);
  const lastDay =
    ends.length > 0
      ? ends
          .map((interval) => lastDayOf(interval, timeZone))
          .toSorted()
          .at(-1)!
      : null;

  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([type="radio"])')?.focus(), []);
  const sending = useFormTold({ form, said, errors, trouble });
  useEscape(form, onClose);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    sending();
    void state.send();
  }

  const devices = (
    <FormGroup title="Devices">
      <DeviceFields {...fields} required={!forRoom} />
      {!forRoom && <OffSiteFields {...fields} until={lastDay} />}
    </FormGroup>
  );

  return (
    <form ref={form} className="panel-form" data-form={state.form} aria-label="New booking" noValidate onSubmit={send}>
      <div className="drawer-scroll booking-form">
        {state.found && (
          <Notice
            tone="info"
            title="Your draft is still here."
            actions={<Button onClick={state.startAfresh}>Start afresh</Button>}
          >
            Go on where you left off.
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
              busy={busy}
              onChange={state.changeSegment}
              onPlace={(alternative) => state.changeSegment(segmentAt(segment, alternative, timeZone))}
              onRepeat={draft.repeat ? undefined : () => state.repeat(segment)}
              onRemove={() => state.remove(segment)}
            />
          ))}
          <MoreTimes
            repeats={draft.repeat != null}
            onAdd={state.add}
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
            onStanding={state.setStanding}
          />
        )}
        {!forRoom && devices}
        <FormGroup title="People">
          <PeopleFields {...fields} />
          {state.smallest && people > 0 && <SeatsHint room={state.smallest} people={people} wish={!direct} />}
          {state.tooSmall && (
            <OverCapacityTick
              room={state.tooSmall}
              people={people}
              checked={draft.acknowledgeOverCapacity}
              asked={state.asked}
              onChange={(acknowledgeOverCapacity) => state.changeDraft({ acknowledgeOverCapacity })}
            />
          )}
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
        <div ref={said} className="panel-said">
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
      <footer className="drawer-foot booking-form-foot">
        <div className="booking-form-summary" role="status">
          {draftSummary(draft, { rooms, timeZone, direct }).map((line) => (
            <p key={line}>{line}</p>
          ))}
          {state.standing && state.standing.words !== '' && <p>{sentence([state.standing.words])}</p>}
          <p className={waits ? 'booking-form-waits' : 'quiet'} id="booking-form-outcome">
            {waits ?? outcomeWords(draft, direct)}
          </p>
        </div>
        <Button
          type="submit"
          look="primary"
          busy={busy}
          aria-disabled={waits !== null || undefined}
          aria-describedby="booking-form-outcome"
        >
          <span>{submitWords(draft, direct, state.standing?.booked)}</span>
        </Button>
      </footer>
    </form>
  );
}
