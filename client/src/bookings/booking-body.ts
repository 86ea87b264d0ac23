import type {
  DeviceTypePreference,
  LunchCatering,
  MorningCatering,
  UpdateBookingInput,
} from '../graphql/generated/graphql.ts';
import type { FieldErrors } from '../forms/field-errors.ts';
import { offSiteErrors, offSiteInput, offSiteOf, type OffSiteBody } from './off-site-body.ts';

/** What a form holds of a booking apart from its place: counts as they were typed, nothing left out. */
export type BookingBody = {
  readonly clientName: string;
  readonly clientContactPerson: string;
  readonly clientEmail: string;
  readonly clientPhone: string;
  readonly numLearners: string;
  readonly numFacilitators: string;
  readonly coffeeTeaStation: boolean;
  readonly morningCatering: MorningCatering;
  readonly lunchCatering: LunchCatering;
  readonly cateringNotes: string;
  readonly stationeryNeeded: boolean;
  readonly waterBottles: string;
  readonly devicesNeeded: string;
  readonly deviceTypePreference: DeviceTypePreference;
  /** Of devices only; null while they stay in the building. */
  readonly offSite: OffSiteBody | null;
};

/** Each is named as in the input, and shown under that name. */
export const bodyFields: readonly string[] = [
  'clientName',
  'clientContactPerson',
  'clientEmail',
  'clientPhone',
  'numLearners',
  'numFacilitators',
  'coffeeTeaStation',
  'cateringNotes',
  'stationeryNeeded',
  'waterBottles',
  'devicesNeeded',
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

type Bookish = {
  readonly [Name in keyof BookingBody]: Name extends
    | 'numLearners'
    | 'numFacilitators'
    | 'waterBottles'
    | 'devicesNeeded'
    ? number
    : Name extends 'clientContactPerson' | 'clientEmail' | 'clientPhone' | 'cateringNotes'
      ? string | null | undefined
      : Name extends 'offSite'
        ? Parameters<typeof offSiteOf>[0]
        : BookingBody[Name];
};

export function bodyOf(booking: Bookish): BookingBody {
  return {
    clientName: booking.clientName,
    clientContactPerson: booking.clientContactPerson ?? '',
    clientEmail: booking.clientEmail ?? '',
    clientPhone: booking.clientPhone ?? '',
    numLearners: String(booking.numLearners),
    numFacilitators: String(booking.numFacilitators),
    coffeeTeaStation: booking.coffeeTeaStation,
    morningCatering: booking.morningCatering,
    lunchCatering: booking.lunchCatering,
    cateringNotes: booking.cateringNotes ?? '',
    stationeryNeeded: booking.stationeryNeeded,
    waterBottles: String(booking.waterBottles),
    devicesNeeded: String(booking.devicesNeeded),
    deviceTypePreference: booking.deviceTypePreference,
    offSite: offSiteOf(booking.offSite),
  };
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

const countFields = ['numLearners', 'numFacilitators', 'waterBottles', 'devicesNeeded'] as const;
const neededFields = {
  clientName: 'Who is the client?',
  clientContactPerson: 'Whom does one ask for?',
  clientEmail: 'Their e-mail address is needed.',
  clientPhone: 'Their phone number is needed.',
} as const;

/** What can be told without asking the server. */
export function bodyErrors(body: BookingBody): FieldErrors {
  const errors: Record<string, string> = {};
  for (const name of Object.keys(neededFields) as (keyof typeof neededFields)[]) {
    if (body[name].trim() === '') errors[name] = neededFields[name];
  }
  if (!errors['clientEmail'] && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(body.clientEmail.trim()))
    errors['clientEmail'] = 'This is not an e-mail address.';
  for (const name of ['numLearners', 'numFacilitators'] as const) {
    if (body[name].trim() === '') errors[name] = 'How many? 0 will do.';
  }
  for (const name of countFields) {
    if (countOf(body[name]) === null) errors[name] = 'A whole number, please.';
  }
  return body.offSite ? { ...errors, ...offSiteErrors(body.offSite) } : errors;
}

/** The same as the API takes it. */
export function bodyInput(body: BookingBody) {
  return {
    clientName: body.clientName.trim(),
    clientContactPerson: body.clientContactPerson.trim(),
    clientEmail: body.clientEmail.trim(),
    clientPhone: body.clientPhone.trim(),
    numLearners: countOf(body.numLearners) ?? 0,
    numFacilitators: countOf(body.numFacilitators) ?? 0,
    coffeeTeaStation: body.coffeeTeaStation,
    morningCatering: body.morningCatering,
    lunchCatering: body.lunchCatering,
    cateringNotes: body.cateringNotes.trim() || null,
    stationeryNeeded: body.stationeryNeeded,
    waterBottles: countOf(body.waterBottles) ?? 0,
    devicesNeeded: countOf(body.devicesNeeded) ?? 0,
    deviceTypePreference: body.deviceTypePreference,
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
