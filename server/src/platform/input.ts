import { z } from 'zod';
import { type InvalidField, InvalidInputError } from './errors.ts';
import { figure, type LimitRow } from './limit-row.ts';

// No tab or line break gets into a single line, and PostgreSQL takes no NUL anywhere. Half a character (a lone
// surrogate) would be stored as a replacement sign.
const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;
const manyLines = /^[^\p{Cc}\p{Cs}]*(?:[\n\r\t][^\p{Cc}\p{Cs}]*)*$/u;

// Invisible characters: spaces of no width, soft hyphens, marks of direction, and three signs that are drawn as
// nothing. Persian and Hindi need the two joiners, emoji need them, their variants and the letters of some flags: these
// stay, and plain_name() in the database ignores them.
const invisible =
  /(?![\p{Join_Control}\p{Variation_Selector}\u{e0020}-\u{e007f}])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]|\u2800|\u{16fe4}|\u{1d159}/gu;
const edges = /^[\s\u200c\u200d]+|[\s\u200c\u200d]+$/g;

/** One line as it is stored: composed (NFC), without invisible characters, as typed otherwise. */
function cleanLine(raw: string): string {
  return raw.replace(invisible, '').normalize('NFC').replace(edges, '');
}

function noControls(label: string): string {
  return `${label} must not contain control characters or broken characters.`;
}

/** @param longest in UTF-16 units, as JavaScript counts */
export function line(label: string, longest: LimitRow, emptyMessage = `${label} is required.`) {
  return z
    .string()
    .regex(oneLine, noControls(label))
    .transform(cleanLine)
    .pipe(
      z
        .string()
        .max(longest.value, `${label} can be at most ${figure(longest)} characters long.`)
        .refine((text) => /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text), emptyMessage),
    );
}

/**
 * Free text of several lines: composed (NFC), and otherwise as typed, since right-to-left text may need its marks.
 * @returns null where it is empty
 */
export function text(label: string, longest: LimitRow) {
  return z
    .string()
    .regex(manyLines, noControls(label))
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().max(longest.value, `${label} can be at most ${figure(longest)} characters long.`))
    .transform((value) => value || null);
}

/**
 * @param parentPath where the input is a part of another one, such as "rule"
 * @throws InvalidInputError naming each field by its path, such as "segments.0.endsAt"
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
  parentPath?: string,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue): InvalidField => ({
    path: [...(parentPath === undefined ? [] : [parentPath]), ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new InvalidInputError(fields);
}

/** @throws InvalidInputError naming `path`, for a single value */
export function parseAt<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  value: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuse(path, parsed.error.issues[0]?.message ?? 'This can’t be saved.');
}

/** @throws InvalidInputError */
export function refuse(path: string, message: string): never {
  throw new InvalidInputError([{ path, message }]);
}
