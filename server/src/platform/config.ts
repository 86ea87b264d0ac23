import { z } from 'zod';
import { facilityFields, hoursInWords, openingHoursInWords, weekdayName } from './facility-fields.ts';
import { bookYearsAhead, type Facility, johannesburg } from './facility.ts';
import { limitTable, type LimitName, type Limits } from './http/limits/limits.ts';
import { defaultTryLimits } from './try-limits.ts';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');

const origins = z
  .string()
  .default('')
  .transform((list, context) => {
    const listedOrigins = list.split(/[\s,]+/).filter((origin) => origin !== '');
    for (const origin of listedOrigins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
        context.addIssue({
          code: 'custom',
          message: `must be origins like https://other.example, with a comma between them; ${origin} is none`,
        });
      }
    }
    return listedOrigins;
  });

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
  .refine((url) => URL.canParse(url), 'must be like postgresql://role:password@host:5432/database');

type LimitVariable = (typeof limitTable)[LimitName]['variable'];
const limits = Object.fromEntries(
  Object.values(limitTable).map(({ variable, most, least }) => [
    variable,
    z.coerce.number().int().min(least, `must be ${least} at least`).default(most),
  ]),
) as Record<LimitVariable, z.ZodDefault<z.ZodCoercedNumber>>;

function count(most: number, usual: number) {
  return z.coerce.number().int().min(1).max(most).default(usual);
}

const environment = z
  .object({
    ...limits,
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    PUBLIC_URL: z.url().optional(),
    DATABASE_URL: databaseUrl.optional(),
    APP_DATABASE_URL: databaseUrl.optional(),
    EVENTS_DATABASE_URL: databaseUrl.optional(),
    JOBS_DATABASE_URL: databaseUrl.optional(),
    DATA_DIR: z.string().default('.data'),
    BOOK_YEARS_AHEAD: z.coerce
      .number()
      .int()
      .min(bookYearsAhead.least)
      .max(bookYearsAhead.most)
      .default(bookYearsAhead.value),
    FACILITY_NAME: facilityFields.name.default(johannesburg.name),
    FACILITY_ADDRESS: facilityFields.address.default(johannesburg.address),
    FACILITY_TIME_ZONE: facilityFields.timeZone.default(johannesburg.timeZone),
    FACILITY_CURRENCY: facilityFields.currency.default(johannesburg.currency),
    FACILITY_LOCALE: facilityFields.locale.default(johannesburg.locale),
    FACILITY_WEEK_STARTS_ON: weekdayName.default(johannesburg.weekStartsOn),
    FACILITY_OPENING_HOURS: openingHoursInWords.default([...johannesburg.openingHours]),
    FACILITY_USUAL_HOURS: hoursInWords.default(johannesburg.usualHours),
    SAMPLE_DATA: z.enum(['auto', 'on', 'off']).optional(),
    SAMPLE_PASSWORD: z.string().min(8, 'must have 8 characters at least').default('sample-password'),
    SECRET_KEY: z.string().min(16, 'must have 16 characters at least').optional(),
    INSECURE_COOKIES: flag,
    EXPLORER: flag,
    ALLOWED_ORIGINS: origins,
    METRICS_TOKEN: z.string().min(16, 'must have 16 characters at least').optional(),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    SIGN_IN_TRIES_PER_ACCOUNT: count(1_000, defaultTryLimits.perAccount),
    SIGN_IN_TRIES_PER_ADDRESS: count(100_000, defaultTryLimits.perAddress),
    SIGN_IN_WINDOW_SECONDS: count(86_400, defaultTryLimits.windowMs / 1_000),
    SIGN_IN_FIRST_WAIT_SECONDS: count(86_400, defaultTryLimits.firstWaitMs / 1_000),
    SIGN_IN_LONGEST_WAIT_SECONDS: count(86_400, defaultTryLimits.longestWaitMs / 1_000),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
      .optional(),
    MAIL_FROM: z.string().regex(/@/, 'must be an address, such as "Colab <colab@example.com>"').optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
    NODE_ENV: z.string().default('development'),
  })
  .transform((settings) => ({
    ...settings,
    limits: Object.fromEntries(
      (Object.keys(limitTable) as LimitName[]).map((name) => [name, settings[limitTable[name].variable]]),
    ) as unknown as Limits,
    /** What holds until somebody sets it on the page. */
    facility: {
      name: settings.FACILITY_NAME,
      address: settings.FACILITY_ADDRESS,
      timeZone: settings.FACILITY_TIME_ZONE,
      currency: settings.FACILITY_CURRENCY,
      locale: settings.FACILITY_LOCALE,
      weekStartsOn: settings.FACILITY_WEEK_STARTS_ON,
      openingHours: settings.FACILITY_OPENING_HOURS,
      usualHours: settings.FACILITY_USUAL_HOURS,
      bookYearsAhead: settings.BOOK_YEARS_AHEAD,
    } satisfies Facility,
    // Accounts whose password is public are never created in production unless the operator asks for them.
    SAMPLE_DATA: settings.SAMPLE_DATA ?? (settings.NODE_ENV === 'production' ? 'off' : 'auto'),
    tryLimits: {
      perAccount: settings.SIGN_IN_TRIES_PER_ACCOUNT,
      perAddress: settings.SIGN_IN_TRIES_PER_ADDRESS,
      windowMs: settings.SIGN_IN_WINDOW_SECONDS * 1_000,
      firstWaitMs: settings.SIGN_IN_FIRST_WAIT_SECONDS * 1_000,
      longestWaitMs: settings.SIGN_IN_LONGEST_WAIT_SECONDS * 1_000,
    },
    smtp: settings.SMTP_URL && settings.MAIL_FROM ? { url: settings.SMTP_URL, from: settings.MAIL_FROM } : undefined,
  }));

export type Config = z.output<typeof environment>;

/** @throws with every variable that cannot be used, and why */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const nonEmptyVariables = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(nonEmptyVariables);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
  }
  if (parsed.data.DATABASE_URL && !parsed.data.SECRET_KEY) {
    throw new Error(
      'SECRET_KEY is needed together with DATABASE_URL: a long random text, the same on every server. It seals the signing keys in the database.',
    );
  }
  if ((parsed.data.SMTP_URL === undefined) !== (parsed.data.MAIL_FROM === undefined)) {
    throw new Error('SMTP_URL and MAIL_FROM belong together: the mail server, and the address that mails come from.');
  }
  return parsed.data;
}
