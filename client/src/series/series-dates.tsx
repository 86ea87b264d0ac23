import { Ban, CircleCheck, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { conflictWords } from '../bookings/taken-room.ts';
import { Button } from '../ui/button.tsx';
import { spokenDay } from './date-words.ts';
import { useFocusBack } from './use-focus-back.ts';
import { leaveOut, otherRoom, takeBackIn, type RepeatDraft } from './repeat-draft.ts';
import { stateOf, type DateState } from './series-standing.ts';
import type { PreviewedDate } from './use-series-preview.ts';

type SeriesDatesProps = {
  dates: readonly PreviewedDate[];
  repeat: RepeatDraft;
  direct: boolean;
  timeZone: string;
  /** What is shown is of the rule before. */
  waiting: boolean;
  onChange(repeat: RepeatDraft): void;
};

const mostShown = 3;

/** Each date of the rule: what stands there, and what is to become of it. */
export function SeriesDates({ dates, repeat, direct, timeZone, waiting, onChange }: SeriesDatesProps) {
  const list = useRef<HTMLOListElement>(null);
  const open = dates.filter((date) => ['clash', 'impossible'].includes(stateOf(date, repeat, direct)));

  function leaveAllOut() {
    // The button goes, and with it the place of the keyboard.
    list.current?.focus();
    onChange(
      leaveOut(
        repeat,
        open.map(({ date }) => date),
      ),
    );
  }

  if (dates.length === 0) return <div className="series-dates-wait" aria-busy="true" aria-label="Checking the dates" />;
  return (
    <div aria-busy={waiting || undefined}>
      {open.length > 0 && (
        <div className="series-open">
          <p>
            {open.length === 1
              ? '1 date clashes. Skip or move it to book the series.'
              : `${open.length} dates clash. Skip or move them to book the series.`}
          </p>
          {open.length > 1 && <Button onClick={leaveAllOut}>{`Skip all ${open.length}`}</Button>}
        </div>
      )}
      {/* Long lists scroll, so they can be reached by Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol ref={list} className="series-dates" aria-label="Dates" tabIndex={0}>
        {dates.map((date) => (
          <DateRow
            key={date.date}
            date={date}
            state={stateOf(date, repeat, direct)}
            repeat={repeat}
            timeZone={timeZone}
            onChange={onChange}
          />
        ))}
      </ol>
    </div>
  );
}

const icons = {
  free: CircleCheck,
  elsewhere: CircleCheck,
  clash: TriangleAlert,
  impossible: TriangleAlert,
  'wish-taken': TriangleAlert,
  'left-out': Ban,
};

type DateRowProps = Pick<SeriesDatesProps, 'repeat' | 'timeZone' | 'onChange'> & {
  date: PreviewedDate;
  state: DateState;
};

function DateRow({ date, state, repeat, timeZone, onChange }: DateRowProps) {
  const Icon = icons[state];
  const day = spokenDay(date.date, timeZone);
  const row = useRef<HTMLLIElement>(null);
  const bringFocusBack = useFocusBack(row);
  const decide = (next: RepeatDraft) => {
    bringFocusBack();
    onChange(next);
  };
  const decided = state === 'left-out' || state === 'elsewhere';
  return (
    <li ref={row} className={`series-date series-date-${state}`}>
      <div className="series-date-head">
        <Icon aria-hidden="true" />
        <span className="series-date-day">{day}</span>
        <span className="series-date-state">{stateWords(date, state)}</span>
        {decided && (
          <Button look="ghost" aria-label={`Undo for ${day}`} onClick={() => decide(takeBackIn(repeat, date.date))}>
            Undo
          </Button>
        )}
      </div>
      {(state === 'clash' || state === 'wish-taken') && (
        <ul className="series-date-standing">
          {conflictWords(date.conflicts, timeZone)
            .slice(0, mostShown)
            .map(({ key, words }) => (
              <li key={key}>{words}</li>
            ))}
        </ul>
      )}
      {(state === 'clash' || state === 'impossible') && (
        <Choices date={date} day={day} repeat={repeat} onChange={decide} />
      )}
    </li>
  );
}

function Choices({
  date,
  day,
  repeat,
  onChange,
}: Pick<DateRowProps, 'date' | 'repeat' | 'onChange'> & { day: string }) {
  const others = date.alternatives.slice(0, mostShown);
  return (
    <div className="series-date-choices">
      <Button aria-label={`Skip ${day}`} onClick={() => onChange(leaveOut(repeat, [date.date]))}>
        Skip
      </Button>
      {others.length > 0 && (
        <div className="series-date-rooms" role="group" aria-label={`Other room for ${day}`}>
          <span className="quiet">Other room for this date:</span>
          {others.map(({ room, reason }) => (
            <Button
              key={room.id}
              title={reason}
              aria-label={`${room.name} on ${day}, ${reason}`}
              onClick={() => onChange(otherRoom(repeat, date.date, room.id))}
            >
              {room.name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function stateWords({ room, problem, overCapacity }: PreviewedDate, state: DateState): string {
  const where = room ? room.name : 'no room yet';
  const seats = room && overCapacity ? `, but seats only ${room.capacity}` : '';
  switch (state) {
    case 'left-out':
      return 'skipped';
    case 'impossible':
      return problem ?? '';
    case 'clash':
      return `${where} is taken`;
    case 'wish-taken':
      return `${where} is taken at the moment`;
    case 'elsewhere':
      return `in ${where} instead${seats}`;
    case 'free':
      return room ? `${where} is free${seats}` : where;
  }
}
