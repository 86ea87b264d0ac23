import { atMost } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError } from '../platform/errors.ts';
import { facilityBounds, weekdays } from '../platform/facility-fields.ts';
import { bookYearsAhead, type Facility } from '../platform/facility.ts';
import { figure } from '../platform/limit-row.ts';
import { stoppable } from '../platform/stoppable.ts';
import { Weekday } from '../platform/weekday-type.ts';
import { FacilityType } from './facility-type.ts';
import { type FacilitySettingsInput, updateFacilitySettings } from './update-facility-settings.ts';
import { watchFacility } from './watch-facility.ts';

const OpenHoursInput = builder.inputType('OpenHoursInput', {
  description: 'The hours of a weekday that is open.',
  fields: (t) => ({
    weekday: t.field({
      type: Weekday,
      required: true,
      description: 'At most once in a list; days that are left out are closed.',
    }),
    opensAt: t.string({ required: true, description: 'Wall-clock time, "07:00".' }),
    closesAt: t.string({ required: true, description: 'Wall-clock time, later than that; "24:00" for midnight.' }),
  }),
});

const UpdateFacilitySettingsInput = builder.inputType('UpdateFacilitySettingsInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    name: t.string({
      description: `As the sign-in page and each mail say it; ${figure(facilityBounds.facilityName)} characters at most.`,
    }),
    address: t.string({
      description: `Where people come to, in several lines; ${figure(facilityBounds.facilityAddress)} characters at most. Empty for none.`,
    }),
    timeZone: t.string({
      description:
        'IANA name, such as "Africa/Johannesburg". No booking moves: its moment stays, and the wall says another time. A series keeps the zone it was made in.',
    }),
    currency: t.string({ description: 'ISO 4217, such as "ZAR".' }),
    locale: t.string({ description: 'BCP 47, of English, such as "en-ZA": how dates are written.' }),
    weekStartsOn: t.field({ type: Weekday, description: 'The first day of a week on the calendar.' }),
    openingHours: t.field({
      type: [OpenHoursInput],
      ...atMost(
        100,
        'All weekdays that are open, each once; the others are closed. At least one. Shown, and never a reason to refuse a booking.',
        'A week has seven days.',
      ),
    }),
    usualFrom: t.string({ description: 'Together with usualUntil: when a booking begins for which nobody says.' }),
    usualUntil: t.string({ description: 'Together with usualFrom, and later: when it ends.' }),
    bookYearsAhead: t.int({
      description: `How many years from today the last day lies that may be booked, ${bookYearsAhead.least} to ${bookYearsAhead.most}. What lies further ahead already stays.`,
    }),
  }),
});

type Input = typeof UpdateFacilitySettingsInput.$inferInput;

function settingsIn({ weekStartsOn, ...others }: Input): FacilitySettingsInput {
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value != null));
  return { ...given, ...(weekStartsOn == null ? {} : { weekStartsOn: weekdays.indexOf(weekStartsOn) + 1 }) };
}

const UpdateFacilitySettingsPayload = builder
  .objectRef<{ facility: Facility }>('UpdateFacilitySettingsPayload')
  .implement({
    fields: (t) => ({
      facility: t.field({
        type: FacilityType,
        description: 'With all its settings, as they are now.',
        resolve: ({ facility }) => facility,
      }),
    }),
  });

builder.mutationFields((t) => ({
  updateFacilitySettings: t.field({
    type: UpdateFacilitySettingsPayload,
    description: 'Other settings for the facility: every server and every screen follows.',
    authScopes: { permission: 'facility:manage' },
    args: { input: t.arg({ type: UpdateFacilitySettingsInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError] },
    resolve: async (_root, { input }, context) => ({
      facility: await updateFacilitySettings(context, settingsIn(input)),
    }),
  }),
}));

builder.subscriptionFields((t) => ({
  facilityChanged: t.field({
    type: FacilityType,
    description:
      'The settings of the facility: at once, and again after every change, whichever server it was made on. Ends with the session.',
    authScopes: { signedIn: true },
    subscribe: (_root, _args, context) => stoppable((signal) => watchFacility(context, signal)),
    resolve: (facility) => facility,
  }),
}));
