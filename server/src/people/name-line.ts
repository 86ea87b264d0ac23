import { InvalidInputError } from '../platform/errors.ts';
import { peopleBounds } from './people-bounds.ts';

const longest = peopleBounds.givenName.value;

/**
 * A name that people give to a thing, on one line.
 * @throws InvalidInputError
 */
export const nameLine = (raw: string, path: string): string => {
  const name = raw.trim();
  // Spaces of no width are no name either, and PostgreSQL takes no NUL.
  if (!/[^\p{Z}\p{C}]/u.test(name)) throw new InvalidInputError([{ path, message: 'A name is needed, by which you know it again.' }]);
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) throw new InvalidInputError([{ path, message: 'A name may not hold control characters.' }]);
  if (name.length > longest) throw new InvalidInputError([{ path, message: `A name may be ${longest} characters long at most.` }]);
  return name;
};
