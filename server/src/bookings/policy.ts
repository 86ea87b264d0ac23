import type { BookingStatus } from '../generated/prisma/client.ts';
import { degreeOf } from '../people/rights/policy.ts';
import { may } from '../platform/may.ts';
import type { Viewer } from '../platform/context.ts';
import { NotAllowedError } from '../platform/errors.ts';

export type ActionName =
  | 'ASSIGN_ROOM'
  | 'UNASSIGN_ROOM'
  | 'CONFIRM'
  | 'REJECT'
  | 'CANCEL'
  | 'RESCHEDULE'
  | 'UPDATE'
  | 'FINISH'
  | 'EXTEND'
  | 'HAND_OVER';

type Facts = {
  readonly tenantId: string;
  readonly status: BookingStatus;
  readonly kind: 'ROOM' | 'DEVICES_ONLY';
  readonly requesterId: string;
};

type Span = { readonly startsAt: Date; readonly endsAt: Date };

type Rule = {
  readonly permission: string;
  /** Also open to the requester of the booking, with this right, while it is in one of these states. */
  readonly requester?: { readonly permission: string; readonly while: readonly BookingStatus[] };
  readonly from: readonly BookingStatus[];
  readonly needsRoom?: boolean;
  /** Only while it takes place. */
  readonly running?: true;
};

/** The states in which a booking can still change. */
export const openStatuses: readonly BookingStatus[] = ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'];

/** The table of docs/domain.md, "Life of a booking". */
export const rules: Record<ActionName, Rule> = {
  ASSIGN_ROOM: { permission: 'room:assign', from: ['PENDING'], needsRoom: true },
  UNASSIGN_ROOM: { permission: 'room:assign', from: ['ROOM_ASSIGNED'] },
  CONFIRM: { permission: 'booking:confirm', from: ['ROOM_ASSIGNED'] },
  REJECT: { permission: 'booking:reject', from: ['PENDING'] },
  CANCEL: {
    permission: 'booking:cancel',
    requester: { permission: 'booking:withdraw', while: openStatuses },
    from: openStatuses,
  },
  RESCHEDULE: {
    permission: 'booking:reschedule',
    requester: { permission: 'booking:create', while: ['PENDING'] },
    from: openStatuses,
  },
  UPDATE: {
    permission: 'booking:update',
    requester: { permission: 'booking:create', while: ['PENDING'] },
    from: openStatuses,
  },
  FINISH: { permission: 'booking:reschedule', from: ['ROOM_ASSIGNED', 'CONFIRMED'], running: true },
  EXTEND: { permission: 'booking:reschedule', from: ['ROOM_ASSIGNED', 'CONFIRMED'], running: true },
  HAND_OVER: {
    permission: 'room:assign',
    requester: { permission: 'booking:create', while: openStatuses },
    from: openStatuses,
  },
};

/** The rights of which one is needed to try an action at all; which bookings it may be done to is checked later. */
export function rightsFor(action: ActionName): string[] {
  const { permission, requester } = rules[action];
  return [permission, ...(requester ? [requester.permission] : [])];
}

/** Why the viewer may not do this to this booking, in whatever state it is now; null where they may. */
function whyForbidden(viewer: Viewer | null, action: ActionName, booking: Facts): string | null {
  const { permission, requester, from } = rules[action];
  if (viewer === null) return 'Sign in first.';
  if (degreeOf(viewer, booking.tenantId) === 'full') {
    if (may(viewer, permission, booking.tenantId)) return null;
    if (requester && booking.requesterId === viewer.userId && may(viewer, requester.permission, booking.tenantId)) {
      // In a state in which nobody may do this, the state is the answer, and not whom to ask.
      if (requester.while.includes(booking.status) || !from.includes(booking.status)) return null;
      return 'Once a booking has a room, only the Room Boss can change it. Ask the Room Boss.';
    }
  }
  return `Your roles don’t include the permission ${permission}. Ask the Room Boss.`;
}

/** @throws NotAllowedError when the viewer may not do this to this booking, in whatever state it is now */
export function mustBeAllowedTo(viewer: Viewer | null, action: ActionName, booking: Facts): void {
  const why = whyForbidden(viewer, action, booking);
  if (why !== null) throw new NotAllowedError(rules[action].permission, why);
}

export function isAllowedTo(viewer: Viewer | null, action: ActionName, booking: Facts): boolean {
  return whyForbidden(viewer, action, booking) === null;
}

export type ActionOffer = { readonly name: ActionName; readonly allowed: boolean; readonly reason: string | null };

/** What the viewer may do with a booking as it is, and why not: the same answers that the actions give. */
export function offersFor(viewer: Viewer | null, booking: Facts & Span, now: Date): ActionOffer[] {
  return (Object.keys(rules) as ActionName[]).map((name) => {
    const reason = whyNot(viewer, name, booking) ?? (rules[name].running ? whyNotRunning(booking, now) : null);
    return { name, allowed: reason === null, reason };
  });
}

/** Why a booking cannot be finished or extended at this moment; null while it takes place. */
export function whyNotRunning({ startsAt, endsAt }: Span, now: Date): string | null {
  if (now < startsAt) return 'It has not begun yet. Move it instead.';
  return now < endsAt ? null : 'It is already over.';
}

function whyNot(viewer: Viewer | null, name: ActionName, booking: Facts): string | null {
  const { needsRoom, from } = rules[name];
  const forbidden = whyForbidden(viewer, name, booking);
  if (forbidden !== null) return forbidden;
  if (needsRoom && booking.kind !== 'ROOM') return 'This booking is for devices only and needs no room.';
  if (from.includes(booking.status)) return null;
  return `Only possible while it is ${from.join(' or ').toLowerCase().replaceAll('_', ' ')}.`;
}
