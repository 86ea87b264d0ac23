import { z } from 'zod';
import { line } from '../platform/input.ts';
import { peopleBounds } from './people-bounds.ts';

const longName = `A username has 2 to ${peopleBounds.username.value} letters from a to z, digits, and . _ - @.`;

// Checked before it is made lower case: some letters of other alphabets become plain ones by that, and look like them.
export const username = z
  .string()
  .trim()
  .max(peopleBounds.username.value, longName)
  .regex(/^[A-Za-z0-9_.@-]{2,}$/, longName)
  .transform((name) => name.toLowerCase());

export const displayName = line('A name', peopleBounds.givenName);

export const email = line('The e-mail address', peopleBounds.emailAddress).pipe(
  z.email('This is not an e-mail address.'),
);

const codeWords = `A code has 2 to ${peopleBounds.tenantCode.value} capital letters, digits, _ and -, and begins with a letter.`;

export const tenantCode = z
  .string()
  .trim()
  .max(peopleBounds.tenantCode.value, codeWords)
  .regex(/^[A-Z][A-Z0-9_-]+$/, codeWords);

export const tenantName = line('The name of a division', peopleBounds.givenName);
