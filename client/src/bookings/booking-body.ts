import type {
  DeviceTypePreference,
  LunchCatering,
  MorningCatering,
  UpdateBookingInput,
} from '../graphql/generated/graphql.ts';
import type { FieldErrors } from '../forms/field-errors.ts';
import { offSiteErrors, offSiteInput, offSiteOf, type OffSiteBody } from './off-site-body.ts';

/** A form begins with this: counts as they were typed, nothing left out. */
const blankService = {
  coffeeTeaStation: false,
  morningCatering: 'NONE' as MorningCatering,
  lunchCatering: 'NONE' as LunchCatering,
  cateringNotes: '',
  stationeryNeeded: false,
  waterBottles: '',
};
const blankDevices = { devicesNeeded: '', deviceTypePreference: 'ANY' as DeviceTypePreference };
export const blankBody = {
  clientName: '',
  clientContactPerson: '',
  clientEmail: '',
  clientPhone: '',
  numLearners: '',
  numFacilitators: '1',
  ...blankService,
  ...blankDevices,
  /** Of devices only; null while they stay in the building. */
  offSite: null as OffSiteBody | null,
};
const countFields = ['numLearners', 'numFacilitators', 'waterBottles', 'devicesNeeded'] as const;

/** What a form holds of a booking apart from its place. */
export type BookingBody = Readonly<typeof blankBody>;

/** Devices alone are not fed; what was chosen before stays in the draft, should they get a room after all. */
export function withoutService(body: BookingBody): BookingBody {
  return { ...body, ...blankService };
}

/** Each is named as in the input, and its message is shown under that name. A choice among few cannot be wrong. */
export const bodyFields: readonly string[] = [
  ...Object.keys(blankBody).filter(
    (name) => !['morningCatering', 'lunchCatering', 'deviceTypePreference', 'offSite'].includes(name),
  ),
  ...['rentalNumber', 'company', 'contactPerson', 'phone', 'email', 'address', 'returnOn'].map(
    (name) => `offSite.${name}`,
  ),
];

export type BodyChange = Partial<BookingBody>;

/** Of the paths of errors: those of what a change touches, `offSite.phone` with `offSite`. */
export function isAbout(change: BodyChange): (path: string) => boolean {
  return (path) => path.replace(/\..*/, '') in change;
}

/** What the parts of the form share. */
export type BodyFieldsProps = {
  values: BookingBody;
  errors: FieldErrors;
  onChange(change: BodyChange): void;
};

const names = Object.keys(blankBody) as (keyof BookingBody)[];

type Count = (typeof countFields)[number];

/** The same of a booking, as it is read or written. */
type BookingFacts = {
  readonly [Name in keyof BookingBody]: Name extends Count
    ? number
    : Name extends 'clientContactPerson' | 'clientEmail' | 'clientPhone' | 'cateringNotes'
      ? string | null | undefined
      : Name extends 'offSite'
        ? Parameters<typeof offSiteOf>[0]
        : BookingBody[Name];
};

function isCount(name: string): name is Count {
  return (countFields as readonly string[]).includes(name);
}

export function bodyOf(booking: BookingFacts): BookingBody {
  const fields = names.map((name) => {
    const value = booking[name];
    return [name, typeof value === 'number' ? String(value) : (value ?? '')];
  });
  return { ...(Object.fromEntries(fields) as BookingBody), offSite: offSiteOf(booking.offSite) };
}

/** A whole number of things; null for what is none. Nothing typed counts as zero. */
export function countOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : null;
}

export function peopleOf({
  numLearners,
  numFacilitators,
}: Pick<BookingBody, 'numLearners' | 'numFacilitators'>): number {
  return (countOf(numLearners) ?? 0) + (countOf(numFacilitators) ?? 0);
}

const neededFields = {
  clientName: 'Enter a client.',
  clientContactPerson: 'Enter a contact person.',
  clientEmail: 'Enter an e-mail address.',
  clientPhone: 'Enter a phone number.',
} as const;

/** What can be told without asking the server. */
export function bodyErrors(body: BookingBody): FieldErrors {
  const errors: Record<string, string> = {};
  for (const name of Object.keys(neededFields) as (keyof typeof neededFields)[]) {
    if (body[name].trim() === '') errors[name] = neededFields[name];
  }
  if (!errors['clientEmail'] && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(body.clientEmail.trim()))
    errors['clientEmail'] = 'Enter a valid e-mail address.';
  for (const name of ['numLearners', 'numFacilitators'] as const) {
    if (body[name].trim() === '') errors[name] = 'Enter a number (0 is allowed).';
  }
  for (const name of countFields) {
    if (countOf(body[name]) === null) errors[name] = 'Enter a whole number.';
  }
  return body.offSite ? { ...errors, ...offSiteErrors(body.offSite) } : errors;
}

type BookingInput = {
  readonly [Name in keyof BookingBody]: Name extends Count
    ? number
    : Name extends 'offSite'
      ? ReturnType<typeof offSiteInput>
      : BookingBody[Name];
};

/** The same as the API takes it. */
export function bodyInput(body: BookingBody) {
  const fields = names.map((name) => {
    // A draft that was kept in the tab may be older than a field.
    const value = body[name] ?? blankBody[name];
    return [name, typeof value !== 'string' ? value : isCount(name) ? (countOf(value) ?? 0) : value.trim()];
  });
  return {
    ...(Object.fromEntries(fields) as BookingInput),
    cateringNotes: body.cateringNotes.trim() || null,
    offSite: offSiteInput(body.offSite),
  };
}

/** Only what was changed: what others changed meanwhile stays theirs. */
export function changedInput(change: BodyChange, before: BookingBody): Omit<UpdateBookingInput, 'bookingId'> {
  const was = bodyInput(before);
  const is = bodyInput({ ...before, ...change });
  return Object.fromEntries(
    Object.entries(is).filter(
      ([name, value]) => JSON.stringify(was[name as keyof typeof was]) !== JSON.stringify(value),
    ),
  );
}
