import { useEffect, useRef, useState, type RefObject } from 'react';
import { useQuery } from 'urql';
import { statusFacts } from '../bookings/status.ts';
import { useHere } from '../people/here.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { useSettled } from '../forms/use-settled.ts';
import type { BookingsSearch, ListTime } from './bookings-search.ts';
import { RoomsOfList } from './list-drawer.tsx';
import { timeOf } from './list-filter.ts';

const timeOptions: readonly { readonly value: ListTime; readonly label: string }[] = [
  { value: 'ahead', label: 'Upcoming' },
  { value: 'past', label: 'Past' },
  { value: 'all', label: 'All time' },
  { value: 'days', label: 'Choose days' },
];

type BookingsBarProps = {
  search: BookingsSearch;
  field: RefObject<HTMLInputElement | null>;
  onShow(change: BookingsSearch): void;
  /** From the field into the list. */
  onDown(): void;
};

export function BookingsBar({ search, field, onShow, onDown }: BookingsBarProps) {
  const { may } = useHere();
  const [typed, setTyped] = useState(search.search ?? '');
  const words = useSettled(typed.trim());
  const time = timeOf(search);
  const inAddress = search.search ?? '';
  const lastWords = useRef(inAddress);
  useEffect(() => {
    if (words !== lastWords.current) onShow({ search: words || undefined });
    lastWords.current = words;
    // What is typed leads; the address follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [words]);
  useEffect(() => {
    // Somebody went elsewhere by a link: that leads.
    if (inAddress === lastWords.current) return;
    lastWords.current = inAddress;
    setTyped(inAddress);
  }, [inAddress]);

  return (
    <div className="page-bar" role="search" aria-label="Bookings">
      <input
        ref={field}
        className="input page-search"
        type="search"
        aria-label="Search all bookings"
        aria-keyshortcuts="S"
        placeholder="Client, contact, reference or device"
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          onDown();
        }}
      />
      <select
        className="select"
        aria-label="When"
        value={time}
        onChange={({ target }) => onShow({ time: target.value as ListTime })}
      >
        {timeOptions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {time === 'days' && (
        <div className="list-days">
          <DayInput label="From" value={search.from} max={search.to} onChange={(from) => onShow({ time, from })} />
          <DayInput label="to" value={search.to} min={search.from} onChange={(to) => onShow({ time, to })} />
        </div>
      )}
      <select
        className="select"
        aria-label="Status"
        value={search.status ?? ''}
        onChange={({ target }) => onShow({ status: (target.value || undefined) as BookingsSearch['status'] })}
      >
        <option value="">Any status</option>
        <option value="OPEN">Open</option>
        {Object.entries(statusFacts).map(([status, { words: name }]) => (
          <option key={status} value={status}>
            {name}
          </option>
        ))}
      </select>
      <RoomFilter room={search.room} onChoose={(room) => onShow({ room })} />
      {may('booking:create') && (
        <label className="list-mine">
          <input
            type="checkbox"
            checked={search.mine ?? false}
            onChange={({ target }) => onShow({ mine: target.checked || undefined })}
          />
          Only mine
        </label>
      )}
    </div>
  );
}

function RoomFilter({ room, onChoose }: { room: string | undefined; onChoose(room: string | undefined): void }) {
  const [{ data }] = useQuery({ query: RoomsOfList });
  const rooms = data?.rooms.toSorted((a, b) => a.position - b.position) ?? [];
  return (
    <select
      className="select"
      aria-label="Room"
      value={room ?? ''}
      onChange={({ target }) => onChoose(target.value || undefined)}
    >
      <option value="">Any room</option>
      {room && !rooms.some(({ id }) => id === room) && <option value={room}>One room</option>}
      {rooms.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
