import { type MailRhythm, NotificationType } from '../generated/prisma/enums.ts';
import { boolean, column, statement } from '../platform/database/statement.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { refuse } from '../platform/input.ts';
import { mustManageNotifications } from './policy.ts';

export type Preference = { readonly type: NotificationType; readonly inApp: boolean; readonly byMail: boolean };

const notificationPreferences = statement(
  'notificationPreferences',
  { type: column<NotificationType>('text'), inApp: boolean, byMail: boolean },
  `
  select t.type::text as type, coalesce(p.in_app, true) as "inApp", coalesce(p.by_mail, mailed_unless_told(t.type)) as "byMail"
  from unnest(enum_range(null::notification_type)) with ordinality t (type, place)
  left join notification_preferences p on p.type = t.type and p.user_id = $1::uuid
  order by t.place`,
);

/**
 * The preferences for every type, in the order in which they are declared; defaults where the person changed nothing.
 */
export function loadPreferences({ db }: Pick<Context, 'db'>, viewer: Viewer): Promise<Preference[]> {
  return db.run(notificationPreferences(viewer.userId));
}

const mailRhythmOf = statement(
  'mailRhythm',
  { rhythm: column<MailRhythm>('text') },
  'select rhythm::text as rhythm from mail_rhythms where user_id = $1::uuid',
);

/** How often the viewer gets mail; at once unless they chose otherwise. */
export async function loadMailRhythm({ db }: Pick<Context, 'db'>, viewer: Viewer): Promise<MailRhythm> {
  const [row] = await db.run(mailRhythmOf(viewer.userId));
  return row?.rhythm ?? 'AT_ONCE';
}

type Wishes = { readonly preferences: readonly Preference[]; readonly mailRhythm?: MailRhythm | null | undefined };

const storePreferences = statement(
  'keepPreferences',
  {},
  `
  insert into notification_preferences (user_id, type, in_app, by_mail)
  select $1::uuid, type::notification_type, in_app, by_mail from unnest($2::text[], $3::bool[], $4::bool[]) wanted (type, in_app, by_mail)
  on conflict (user_id, type) do update set in_app = excluded.in_app, by_mail = excluded.by_mail
    where (notification_preferences.in_app, notification_preferences.by_mail) is distinct from (excluded.in_app, excluded.by_mail)`,
);

const storeMailRhythm = statement(
  'keepMailRhythm',
  {},
  `
  insert into mail_rhythms (user_id, rhythm, time_zone) values ($1::uuid, $2::text::mail_rhythm, $3)
  on conflict (user_id) do update set rhythm = excluded.rhythm, time_zone = excluded.time_zone
    where (mail_rhythms.rhythm, mail_rhythms.time_zone) is distinct from (excluded.rhythm, excluded.time_zone)`,
);

/**
 * Changes how the viewer is notified from now on; types that are not named stay as they are.
 * @throws NotAllowedError InvalidInputError BusyError
 */
export async function updatePreferences(
  { db, viewer, facility }: Context,
  { preferences, mailRhythm }: Wishes,
): Promise<void> {
  const person = mustManageNotifications(viewer);
  if (preferences.length > Object.keys(NotificationType).length || (preferences.length === 0 && mailRhythm == null))
    refuse('preferences', 'Name at least one type, and each only once.');
  for (const [index, { type }] of preferences.entries()) {
    if (preferences.findIndex((other) => other.type === type) < index)
      refuse(`preferences.${index}.type`, 'This type is named twice.');
  }
  await db.transaction(
    { cause: 'updateNotificationPreferences', at: [`notifications of ${person.userId}`] },
    async (tx) => {
      await tx.run(
        storePreferences(
          person.userId,
          preferences.map(({ type }) => type),
          preferences.map(({ inApp }) => inApp),
          preferences.map(({ byMail }) => byMail),
        ),
      );
      if (mailRhythm != null) await tx.run(storeMailRhythm(person.userId, mailRhythm, facility.timeZone));
    },
  );
}
