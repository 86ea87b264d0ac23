import type { LimitRow } from '../limit-row.ts';
import { defaultAnswerMs } from './event-log.ts';
import { clockToleranceMs } from './log-reading.ts';

export const mostInMemory = 20_000;
export const pollMs = 1_000;
export const usualDaysKept = 30;

export const eventStreamRows: readonly LimitRow[] = [
  {
    name: 'daysKept',
    value: usualDaysKept,
    unit: 'days that events are kept; an older cursor is refused with `CURSOR_EXPIRED`',
    reason: 'Who was away for longer reads everything anew, which is quicker by then.',
  },
  {
    name: 'clockTolerance',
    value: clockToleranceMs,
    unit: 'milliseconds that the clock of the database may go back',
    reason:
      'What is written next is looked for a day back, and by more than this the order of days would be lost: a new epoch begins.',
  },
  {
    name: 'readEventsMs',
    value: pollMs,
    unit: 'milliseconds between two looks at the log when nobody wakes the reader',
    reason: 'A lost notification costs no more than this.',
  },
  {
    name: 'eventsInMemory',
    value: mostInMemory,
    unit: 'events that a server keeps at hand',
    reason: 'Who follows from further back reads them from the database.',
  },
  {
    name: 'silentLogMs',
    value: defaultAnswerMs,
    unit: 'milliseconds for any answer to the reader of the log',
    reason: 'A line that went silent never closes; it is made anew.',
  },
];
