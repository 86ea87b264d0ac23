import type { DeviceKind } from '../../generated/prisma/enums.ts';
import { column, integer, joinedStatement, statement, text, texts, uuid } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';

const categoryFacts = {
  id: uuid,
  name: text,
  kind: column<DeviceKind>('device_kind'),
  lowStockThreshold: integer,
  accessories: texts,
  version: integer,
};

export const categoriesAmong = joinedStatement(
  'deviceCategoriesAmong',
  categoryFacts,
  ['', 'ForUpdate'],
  (lock) =>
    `select id, name, kind, low_stock_threshold as "lowStockThreshold", accessories, version from device_categories where id = any ($1::uuid[]) order by id ${lock ? 'for update' : ''}`,
);

/** Another category of this name, as people hear it. */
export const categoryOfName = statement(
  'deviceCategoryOfName',
  { name: text },
  'select name from device_categories where plain_name(name) = plain_name($1) and id is distinct from $2::uuid',
);

/** For each serial number: how it is compared, and the device that has it. */
export const serialsTaken = statement(
  'serialNumbersTaken',
  { place: integer, code: text, deviceId: uuid.orNull },
  `
  select s.place::integer, device_code(s.serial) as code, d.id as "deviceId"
  from unnest($1::text[]) with ordinality s (serial, place) left join devices d on device_code(d.serial_number) = device_code(s.serial)
  order by s.place`,
);

/** @throws InvalidInputError */
export function mustBeFreeName(other: { readonly name: string } | undefined): void {
  if (other)
    throw new InvalidInputError([{ path: 'name', message: `There is a category called ${other.name} already.` }]);
}

/** The refusals of what is unique, where another write came first. */
export function ruleOfInventory(constraint: string, serialPath: string): (() => Promise<Error>) | undefined {
  const messages: Readonly<Record<string, readonly [path: string, message: string]>> = {
    one_device_of_a_serial: [serialPath, 'There is a device with this serial number already.'],
    devices_serial_number_key: [serialPath, 'There is a device with this serial number already.'],
    device_categories_name_once: ['name', 'There is a category of this name already.'],
    device_categories_name_key: ['name', 'There is a category of this name already.'],
    categories_in_use_keep_their_kind: [
      'kind',
      'This category has devices, or bookings ask for them: its kind stays. Make another category instead.',
    ],
  };
  const [path, message] = messages[constraint] ?? [];
  if (path === undefined || message === undefined) return undefined;
  return () => Promise.resolve(new InvalidInputError([{ path, message }]));
}
