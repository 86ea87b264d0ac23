import type { KeyWords } from '../ui/shortcuts.ts';

const CALENDAR = 'Calendar';
const BOOKING = 'On a booking';
const DRAGGING = 'While dragging';

/** What the grid listens to while it has the focus, or the pointer holds a booking. */
export const TIMELINE_KEYS: readonly KeyWords[] = [
  { group: CALENDAR, keys: 'Arrows', words: 'To the next slot or room' },
  { group: CALENDAR, keys: 'Ctrl+Arrows', words: 'A day further' },
  { group: CALENDAR, keys: 'Home', words: 'To the beginning of the row' },
  { group: CALENDAR, keys: 'End', words: 'To the end of the row' },
  { group: CALENDAR, keys: 'Enter', words: 'Open the booking, or book here' },
  { group: CALENDAR, keys: 'n', words: 'New booking here' },
  { group: BOOKING, keys: 'Alt+Arrows', words: 'Move by a quarter of an hour or a room, until Alt is let go' },
  { group: BOOKING, keys: 'Ctrl+Alt+Arrows', words: 'Move by a day' },
  { group: BOOKING, keys: 'Alt+Shift+Arrows', words: 'Move its end; up and down, its start' },
  { group: BOOKING, keys: 'r', words: 'Assign room' },
  { group: BOOKING, keys: 'c', words: 'Confirm' },
  { group: BOOKING, keys: 'v', words: 'Move in a form' },
  { group: BOOKING, keys: 'e', words: 'Edit' },
  { group: BOOKING, keys: 'z', words: 'Take back' },
  { group: BOOKING, keys: 'f', words: 'Reject' },
  { group: BOOKING, keys: 'x', words: 'Cancel' },
  { group: DRAGGING, keys: 'Alt', words: 'Steps of 5 minutes' },
  { group: DRAGGING, keys: 'Shift', words: 'Along one axis' },
  { group: DRAGGING, keys: 'Ctrl', words: 'Copy' },
  { group: DRAGGING, keys: 'Escape', words: 'Put it back' },
];

/** As far as they do anything for whoever looks. */
export const timelineKeys = (mayAssign: boolean, mayCreate: boolean): readonly KeyWords[] =>
  TIMELINE_KEYS.filter(({ keys }) => (mayAssign || !'rczf'.includes(keys)) && (mayCreate || !'nvex'.includes(keys)));
