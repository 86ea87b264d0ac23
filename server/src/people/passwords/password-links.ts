import { randomBytes } from 'node:crypto';
import type { PasswordLinkPurpose } from '../../generated/prisma/enums.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { statement } from '../../platform/database/statement.ts';
import { sha256 } from '../../platform/sealed-keys.ts';

export const linkMinutes = 30;

export type NewLink = {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly purpose: PasswordLinkPurpose;
  readonly expiresAt: Date;
};

type LinkRequest = {
  readonly userId: string;
  readonly purpose: PasswordLinkPurpose;
  /** Null where a visitor who is not signed in asked for it. */ readonly madeBy: Viewer | null;
  readonly now: Date;
};

/**
 * Makes a link that replaces all earlier ones of the person, for a caller who has locked them. Its token exists only in
 * the result, and it ends with the session it was made in.
 */
export async function makePasswordLink(
  tx: Transaction,
  { userId, purpose, madeBy, now }: LinkRequest,
): Promise<NewLink> {
  await tx.run(voidPasswordLinks(userId, now));
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
  const { id } = await tx.passwordLink.create({
    data: {
      userId,
      purpose,
      createdById: madeBy?.userId ?? null,
      madeInSessionId: madeBy?.via.id ?? null,
      createdAt: now,
      expiresAt,
      hash: hashOf(token),
    },
  });
  return { id, userId, token, purpose, expiresAt };
}

/** Voids the open links of a person. */
export const voidPasswordLinks = statement(
  'voidPasswordLinks',
  {},
  'update password_links set void_at = $2::timestamptz where user_id = $1::uuid and used_at is null and void_at is null',
);

export type OpenLink = {
  readonly id: string;
  readonly purpose: PasswordLinkPurpose;
  readonly expiresAt: Date;
  readonly user: { readonly id: string; readonly username: string; readonly displayName: string };
};

/** The open link that a token belongs to at this moment, or null. */
export async function findPasswordLink(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<OpenLink | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return db.prisma.passwordLink.findFirst({
    where: { hash: hashOf(token), ...openAt(clock()), user: { active: true } },
    select: {
      id: true,
      purpose: true,
      expiresAt: true,
      user: { select: { id: true, username: true, displayName: true } },
    },
  });
}

/** Uses a link by one conditional update: of two callers at once, one gets true. */
export async function claimPasswordLink(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.passwordLink.updateMany({ where: { id, ...openAt(now) }, data: { usedAt: now } });
  return count === 1;
}

function openAt(now: Date) {
  return { usedAt: null, voidAt: null, expiresAt: { gt: now } };
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(token));
}

const keptMs = 30 * 24 * 60 * 60 * 1_000;

/** A job that drops old links. The database lets nobody drop younger ones. */
export async function forgetPasswordLinks({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db.prisma.passwordLink.deleteMany({ where: { expiresAt: { lt: new Date(clock().getTime() - keptMs) } } });
}
