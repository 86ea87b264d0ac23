import { z } from 'zod';
import { type InvalidField, InvalidInputError } from './errors.ts';
import { figure, type LimitRow } from './limit-row.ts';

// No tab or line break slips into one line, and PostgreSQL takes no NUL anywhere.
const oneLine = /^[^\p{Cc}]*$/u;

export const line = (what: string, longest: LimitRow) =>
  z
    .string()
    .max(longest.value, `${what} may be ${figure(longest)} characters long at most.`)
    .regex(oneLine, `${what} may not hold control characters.`)
    .transform((text) => text.trim())
    // Spaces of no width are no name either.
    .refine((text) => /[^\p{Z}\p{C}]/u.test(text), `${what} is needed.`);

/**
 * @param within where the input is a part of another one, such as "rule"
 * @throws InvalidInputError naming each field by its path, such as "segments.0.endsAt"
 */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: z.input<Schema>, within?: string): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((found): InvalidField => ({ path: [...(within === undefined ? [] : [within]), ...found.path].join('.'), message: found.message }));
  throw new InvalidInputError(fields);
};

/** @throws InvalidInputError */
export const refuse = (path: string, message: string): never => {
  throw new InvalidInputError([{ path, message }]);
};
