import type { KeyWords } from '../../ui/keys/shortcuts.ts';

const calendarGroup = 'Calendar';
const bookingGroup = 'On a booking';
const draggingGroup = 'While dragging';

/** What the grid listens to while it has the focus, or the pointer holds a booking. */
export const timelineKeyWords: readonly KeyWords[] = [
  { group: calendarGroup, keys: 'Arrows', words: 'Next slot or room' },
  { group: calendarGroup, keys: 'Ctrl+Arrows', words: 'Next day' },
  { group: calendarGroup, keys: 'Home', words: 'Start of the row' },
  { group: calendarGroup, keys: 'End', words: 'End of the row' },
  { group: calendarGroup, keys: 'Enter', words: 'Open the booking, or book here' },
  { group: calendarGroup, keys: 'n', words: 'New booking here' },
  { group: bookingGroup, keys: 'Alt+Arrows', words: 'Move by 15 minutes or one room; release Alt to drop' },
  { group: bookingGroup, keys: 'Ctrl+Alt+Arrows', words: 'Move by a day' },
  { group: bookingGroup, keys: 'Alt+Shift+Arrows', words: 'Move the end; up and down move the start' },
  { group: bookingGroup, keys: 'r', words: 'Assign room' },
  { group: bookingGroup, keys: 'c', words: 'Confirm' },
  { group: bookingGroup, keys: 'v', words: 'Move in a form' },
  { group: bookingGroup, keys: 'e', words: 'Edit' },
  { group: bookingGroup, keys: 'z', words: 'Unassign room' },
  { group: bookingGroup, keys: 'f', words: 'Reject' },
  { group: bookingGroup, keys: 'x', words: 'Cancel' },
  { group: draggingGroup, keys: 'Alt', words: 'Steps of 5 minutes' },
  { group: draggingGroup, keys: 'Shift', words: 'Only across or only up and down' },
  { group: draggingGroup, keys: 'Ctrl', words: 'Copy' },
  { group: draggingGroup, keys: 'Escape', words: 'Put back' },
];

/** As far as they do anything for whoever looks. */
export function timelineKeys(mayAssign: boolean, mayCreate: boolean): readonly KeyWords[] {
  return timelineKeyWords.filter(
    ({ keys }) => (mayAssign || !'rczf'.includes(keys)) && (mayCreate || !'nvex'.includes(keys)),
  );
}
