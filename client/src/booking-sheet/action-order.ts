import type { BookingActionName, BookingStatus } from '../graphql/generated/graphql.ts';
import type { SheetAction } from './actions/action-forms.ts';

export type ActionWords = {
  readonly label: string;
  /** The key that does the same. None that means something else to the page around it. */
  readonly key: string;
  readonly grave?: true;
};

export const actionFacts: Record<BookingActionName, ActionWords> = {
  ASSIGN_ROOM: { label: 'Assign room', key: 'r' },
  CONFIRM: { label: 'Confirm', key: 'c' },
  RESCHEDULE: { label: 'Move', key: 'v' },
  UPDATE: { label: 'Edit', key: 'e' },
  FINISH: { label: 'Finish early', key: 'o' },
  EXTEND: { label: 'Extend', key: 'i' },
  HAND_OVER: { label: 'Hand over', key: 'h' },
  UNASSIGN_ROOM: { label: 'Unassign room', key: 'z', grave: true },
  REJECT: { label: 'Reject', key: 'f', grave: true },
  CANCEL: { label: 'Cancel', key: 'x', grave: true },
};

/** What people call it, on its button and in what is said about it. */
export function labelOf(name: SheetAction): string {
  return name === 'DEVICES' ? 'Devices' : actionFacts[name].label;
}

/** What can be done in each state at all, the next step of the booking's life first. */
export const actionsWhile: Record<BookingStatus, readonly BookingActionName[]> = {
  PENDING: ['ASSIGN_ROOM', 'RESCHEDULE', 'UPDATE', 'HAND_OVER', 'REJECT', 'CANCEL'],
  ROOM_ASSIGNED: ['CONFIRM', 'FINISH', 'EXTEND', 'RESCHEDULE', 'UPDATE', 'HAND_OVER', 'UNASSIGN_ROOM', 'CANCEL'],
  CONFIRMED: ['FINISH', 'EXTEND', 'RESCHEDULE', 'UPDATE', 'HAND_OVER', 'CANCEL'],
  COMPLETED: [],
  REJECTED: [],
  CANCELLED: [],
};

/** Only while it takes place, by those who may: at any other time they would be two dead buttons on every booking. */
export const actionsWhileItRuns: readonly BookingActionName[] = ['FINISH', 'EXTEND'];
