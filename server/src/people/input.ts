import { z } from 'zod';
import { line } from '../platform/input.ts';

// Checked before it is made lower case: some letters of other alphabets become our own by that, and look like them.
export const username = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_.@-]{2,100}$/, 'A user name has 2 to 100 letters from a to z, digits, and . _ - @.')
  .transform((name) => name.toLowerCase());

export const displayName = line('A name', 100);

export const email = line('The e-mail address', 254).pipe(z.email('This is not an e-mail address.'));

export const tenantCode = z
  .string()
  .trim()
  .regex(/^[A-Z][A-Z0-9_-]{1,19}$/, 'A code has 2 to 20 capital letters, digits, _ and -, and begins with a letter.');

export const tenantName = line('The name of a division', 100);
