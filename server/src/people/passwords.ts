import argon2 from 'argon2';

/** argon2id as DESIGN §5 sets it: 19,456 KiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> =>
  argon2.hash(password, { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
