import type { Context } from '../../platform/context.ts';
import { integer, statement, uuid } from '../../platform/database/statement.ts';

/** Each device counts once, in one of available, in rooms, off-site, in maintenance and lost. */
type Counts = {
  readonly total: number;
  readonly available: number;
  readonly inRooms: number;
  readonly offSite: number;
  /** Of those in rooms and off-site. */
  readonly overdue: number;
  readonly maintenance: number;
  readonly lost: number;
};

/** Of a category, or of all where that is null. */
export type DeviceFigures = Counts & {
  readonly categoryId: string | null;
  readonly byCategory: readonly DeviceFigures[];
};

const names = ['total', 'available', 'inRooms', 'offSite', 'overdue', 'maintenance', 'lost'] as const;

const deviceFigures = statement(
  'deviceFigures',
  {
    categoryId: uuid,
    total: integer,
    available: integer,
    inRooms: integer,
    offSite: integer,
    overdue: integer,
    maintenance: integer,
    lost: integer,
  },
  `
  select c.id as "categoryId", count(s.device_id)::integer as total,
    (count(*) filter (where s.status = 'AVAILABLE'))::integer as available,
    (count(*) filter (where s.status = 'ASSIGNED'))::integer as "inRooms",
    (count(*) filter (where s.status = 'OFFSITE'))::integer as "offSite",
    (count(*) filter (where s.late and s.status in ('ASSIGNED', 'OFFSITE')))::integer as overdue,
    (count(*) filter (where s.status = 'MAINTENANCE' and t.kind is distinct from 'LOST'))::integer as maintenance,
    (count(*) filter (where s.status = 'MAINTENANCE' and t.kind = 'LOST'))::integer as lost
  from device_categories c
    left join devices d on d.category_id = c.id and d.retired_at is null
    left join device_states(array(select id from devices where retired_at is null), $1::timestamptz) s on s.device_id = d.id
    left join device_downtimes t on t.id = s.downtime_id
  group by c.id order by c.kind, c.name`,
);

/** Counts the devices that are not retired by what they do now. */
export async function countDevicesByState({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<DeviceFigures> {
  const rows = await db.run(deviceFigures(clock()));
  const sum = (name: (typeof names)[number]) => rows.reduce((all, row) => all + row[name], 0);
  const counts = Object.fromEntries(names.map((name) => [name, sum(name)])) as Counts;
  return { ...counts, categoryId: null, byCategory: rows.map((row) => ({ ...row, byCategory: [] })) };
}
