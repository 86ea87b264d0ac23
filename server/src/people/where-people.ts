import type { Prisma } from '../generated/prisma/client.ts';

/** What people type is text, not a pattern; PostgreSQL takes no NUL. */
export const wherePeople = (search: string | null | undefined): Prisma.UserWhereInput => {
  const words = search?.trim().slice(0, 200).replaceAll('\0', ' ').replace(/[\\%_]/g, '\\$&');
  if (!words) return {};
  const has = { contains: words, mode: 'insensitive' } as const;
  return { OR: [{ username: has }, { displayName: has }, { email: has }] };
};
