import type { FormName } from '../../forms/all-forms.ts';
import { formsWithDrafts } from '../../forms/forms-with-drafts.ts';
import type { BookingActionName, BookingStatus } from '../../graphql/generated/graphql.ts';

/** What can be done in the drawer of a booking: the actions that the server names, and a change of its devices. */
export type SheetAction = BookingActionName | 'DEVICES';

/** Finds what is typed into for an action; those that are missing here only ask. */
const formOfAction = {
  ASSIGN_ROOM: 'assign-room',
  RESCHEDULE: 'move-booking',
  UPDATE: 'edit-booking',
  EXTEND: 'extend-booking',
  HAND_OVER: 'hand-over',
  UNASSIGN_ROOM: 'take-room-back',
  REJECT: 'reject-booking',
  CANCEL: 'cancel-booking',
  DEVICES: 'booking-devices',
} as const satisfies Partial<Record<SheetAction, FormName>>;

const actionsWithForms = Object.keys(formOfAction) as (keyof typeof formOfAction)[];

type Offered = {
  readonly status: BookingStatus;
  readonly actions: readonly { readonly name: BookingActionName; readonly allowed: boolean }[];
};

const openStatuses: readonly string[] = ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'];

function isAllowed({ status, actions }: Offered, name: SheetAction) {
  // Whoever may edit a booking may change its devices; the IT desk may, too, which the server checks.
  if (name === 'DEVICES') return openStatuses.includes(status);
  return actions.some((one) => one.name === name && one.allowed);
}

/** Tells whether what is typed into a form over a booking could still be saved. */
export function canSave(booking: Offered, form: FormName): boolean {
  return actionsWithForms.every((name) => formOfAction[name] !== form || isAllowed(booking, name));
}

/** The actions into whose forms this person has typed something that is not saved: those that can still be done, and those that cannot. */
export function typedActions(userId: string, booking: Offered & { readonly id: string }) {
  const forms = formsWithDrafts(userId, booking.id);
  const typed = actionsWithForms.filter((name) => forms.includes(formOfAction[name]));
  return {
    open: typed.filter((name) => isAllowed(booking, name)),
    lost: typed.filter((name) => !isAllowed(booking, name)),
  };
}

export function formOf(name: keyof typeof formOfAction): FormName {
  return formOfAction[name];
}
