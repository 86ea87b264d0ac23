import type { ReactNode } from 'react';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { Notice } from '../ui/notice.tsx';
import { isClosed, isSameTime, conflictWords, type Alternative, type TakenSegment } from './taken-room.ts';
import './taken-notice.css';

type TakenNoticeProps = {
  segment: TakenSegment;
  timeZone: string;
  busy: boolean;
  /** Left out where another time is not this person's to choose. */
  otherTimes: boolean;
  onChoose(alternative: Alternative): void;
  children?: ReactNode;
};

/** Shows what stands there, as far as it may be known, and what is free instead: each of them one click. */
export function TakenNotice({ segment, timeZone, busy, otherTimes, onChoose, children }: TakenNoticeProps) {
  const rooms = segment.alternatives.filter((alternative) => isSameTime(alternative, segment));
  const times = otherTimes ? segment.alternatives.filter((alternative) => !isSameTime(alternative, segment)) : [];
  return (
    <Notice
      tone="problem"
      title={`The room is ${isClosed(segment.conflicts) ? 'closed' : 'taken'}. Nothing was saved.`}
    >
      <ul className="taken-standing">
        {conflictWords(segment.conflicts, timeZone).map(({ key, words }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
      <Choices
        title="Free at that time"
        alternatives={rooms}
        busy={busy}
        onChoose={onChoose}
        words={({ room }) => room.name}
      />
      <Choices
        title="The same room at another time"
        alternatives={times}
        busy={busy}
        onChoose={onChoose}
        words={({ startsAt, endsAt }) => whenWords(intervalOf(startsAt, endsAt), timeZone)}
      />
      {rooms.length + times.length === 0 && <p>No suitable room is free around that time.</p>}
      {children}
    </Notice>
  );
}

type ChoicesProps = {
  title: string;
  alternatives: readonly Alternative[];
  busy: boolean;
  words(alternative: Alternative): string;
  onChoose(alternative: Alternative): void;
};

function Choices({ title, alternatives, busy, words, onChoose }: ChoicesProps) {
  if (alternatives.length === 0) return null;
  return (
    <div className="taken-choices">
      <p>{title}</p>
      <ul>
        {alternatives.map((alternative) => (
          <li key={`${alternative.room.id} ${alternative.startsAt}`}>
            <button type="button" className="taken-choice" disabled={busy} onClick={() => onChoose(alternative)}>
              <span>{words(alternative)}</span>
              <span className="quiet">
                {alternative.room.capacity} seats, {spareWords(alternative.spareSeats)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function spareWords(spare: number): string {
  if (spare === 0) return 'exactly full';
  return spare > 0 ? `${spare} to spare` : `${-spare} too few`;
}
