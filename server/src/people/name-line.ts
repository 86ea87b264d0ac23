import { line, parseAt } from '../platform/input.ts';
import { peopleBounds } from './people-bounds.ts';

const personal = line('A name', peopleBounds.givenName, 'Enter a name, so that you recognise it later.');

/**
 * Cleans a name that people give to something, on one line.
 * @throws InvalidInputError
 */
export function nameLine(raw: string, path: string): string {
  return parseAt(path, personal, raw);
}
