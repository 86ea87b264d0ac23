import { GraphQLError, Kind } from 'graphql';
import { builder } from './builder.ts';

// A date, a time with or without seconds, and an offset: "2026-11-23T07:30:00+02:00".
const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/i;

function refuse(value: unknown): never {
  const excerpt = typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value;
  throw new GraphQLError(
    `${excerpt} is not a moment: give RFC 3339 with an offset, such as 2026-11-23T07:30:00+02:00.`,
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );
}

function parseMoment(value: unknown): Date {
  const match = typeof value === 'string' ? rfc3339.exec(value) : null;
  if (!match) return refuse(value);
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  // JavaScript makes 2 March of 30 February, in silence.
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
  const moment = new Date(match[0]);
  const inEra = moment.getUTCFullYear() >= 1 && moment.getUTCFullYear() <= 9_999;
  return isDay && inEra ? moment : refuse(value);
}

builder.scalarType('DateTime', {
  description: 'A moment, RFC 3339 with an offset; always given back in UTC, to the millisecond.',
  serialize: (value) => value.toISOString(),
  parseValue: parseMoment,
  parseLiteral: (node) => (node.kind === Kind.STRING ? parseMoment(node.value) : refuse(node.kind)),
});

const day = /^(\d{4})-(\d\d)-(\d\d)$/;

function parseDay(value: unknown): string {
  const match = typeof value === 'string' ? day.exec(value) : null;
  const [, year = 0, month = 0, date = 0] = match?.map(Number) ?? [];
  const midnight = new Date(Date.UTC(year, month - 1, date));
  if (match && year >= 1 && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === date) return match[0];
  const excerpt = typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value;
  throw new GraphQLError(`${excerpt} is not a day: give it as 2026-11-23.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

builder.scalarType('Date', {
  description: 'A day in the facility’s time zone, such as 2026-11-23.',
  serialize: (value) => value,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : node.kind),
});

builder.scalarType('EventCursor', {
  description:
    'An opaque position in the stream of domain events. Keep it, give it back as `after`; it works on every server.',
  serialize: (value) => value,
  parseValue: (value) =>
    typeof value === 'string'
      ? value
      : (() => {
          throw new GraphQLError('A cursor is a string.', { extensions: { code: 'BAD_USER_INPUT' } });
        })(),
});
