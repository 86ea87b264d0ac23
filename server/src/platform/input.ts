import { z } from 'zod';
import { type InvalidField, InvalidInputError } from './errors.ts';

// No tab or line break slips into one line, and PostgreSQL takes no NUL anywhere.
const oneLine = /^[^\p{Cc}]*$/u;

export const line = (what: string, longest: number) =>
  z
    .string()
    .max(longest, `${what} may be ${longest} characters long at most.`)
    .regex(oneLine, `${what} may not hold control characters.`)
    .transform((text) => text.trim())
    // Spaces of no width are no name either.
    .refine((text) => /[^\p{Z}\p{C}]/u.test(text), `${what} is needed.`);

/** @throws InvalidInputError naming each field by its path, such as "segments.0.endsAt" */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: z.input<Schema>): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((found): InvalidField => ({ path: found.path.join('.'), message: found.message }));
  throw new InvalidInputError(fields);
};

/** @throws InvalidInputError */
export const refuse = (path: string, message: string): never => {
  throw new InvalidInputError([{ path, message }]);
};
