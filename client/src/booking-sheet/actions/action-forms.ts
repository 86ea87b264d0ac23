import type { FormName } from '../../forms/all-forms.ts';
import { formsWithDrafts } from '../../forms/forms-with-drafts.ts';
import type { BookingActionName } from '../../graphql/generated/graphql.ts';

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
} as const satisfies Partial<Record<BookingActionName, FormName>>;

const actionsWithForms = Object.keys(formOfAction) as (keyof typeof formOfAction)[];

type Offered = {
  readonly actions: readonly { readonly name: BookingActionName; readonly allowed: boolean }[];
};

function isAllowed({ actions }: Offered, name: BookingActionName) {
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
