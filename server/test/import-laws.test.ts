import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');

/** Within areas of the server, from the bottom up. */
const innerFloors = {
  platform: ['database', 'jobs', 'outbox', 'http', 'audit'],
  people: ['rights', 'keys', 'credentials', 'sessions', 'tokens', 'passwords', 'accounts'],
  bookings: ['history', 'finding', 'placing', 'calendar', 'changing', 'bulk', 'undoing'],
};
const innerUphill = Object.entries(innerFloors).flatMap(([area, floors]) =>
  floors.slice(1).flatMap((above, index): [law: string | null, path: string, text: string][] => [
    [
      'house(imports-run-downhill)',
      `server/src/${area}/${floors[index]}/knows-${above}.ts`,
      `import { thing } from '../${above}/thing.ts';\nexport const other = thing;`,
    ],
    [
      null,
      `server/src/${area}/${above}/knows-${floors[index]}.ts`,
      `import { thing } from '../${floors[index]}/thing.ts';\nexport const other = thing;`,
    ],
  ]),
);

/** What each file imports or holds, and the law that must refuse it; null where it is as it should be. */
/** Of the client, from the bottom up: none imports from the one above it. */
const clientFloors = [
  'time',
  'ui/keys',
  'ui',
  'graphql',
  'people',
  'forms',
  'access',
  'rooms/facts',
  'links',
  'bookings',
  'bookings/fields',
  'frame',
  'search',
  'series',
  'booking-sheet/actions',
  'booking-sheet',
  'booking-form',
  'closures',
  'planning',
  'calendar/data',
  'calendar/layout',
  'calendar/moving',
  'calendar/timeline',
  'calendar/page',
  'devices',
  'app',
];

function fromFloor(from: string, to: string, how: (path: string) => string): readonly [path: string, text: string] {
  const path = `client/src/${from}/from-${from.replace('/', '-')}-to-${to.replace('/', '-')}.ts`;
  return [path, how(`${'../'.repeat(from.split('/').length)}${to}/thing`)];
}

const uphill = clientFloors
  .slice(1)
  .map((above, index) => [
    'house(client-imports-run-downhill)',
    ...fromFloor(
      clientFloors[index] ?? '',
      above,
      (path) => `import { thing } from '${path}.ts';\nexport const other = thing;`,
    ),
  ]) as [string, string, string][];
const downhill = clientFloors
  .slice(1)
  .map((above, index) => [
    null,
    ...fromFloor(
      above,
      clientFloors[index] ?? '',
      (path) => `import { thing } from '${path}.ts';\nexport const other = thing;`,
    ),
  ]) as [null, string, string][];

const riddles: readonly (readonly [name: string, text: string])[] = [
  ['whoever', 'Whoever runs the server'],
  ['whom', 'Whom to call'],
  ['somebody', 'Somebody changed it'],
  ['nobody', 'nobody is called that'],
  ['anybody', 'Anybody can do it'],
  ['those-who', 'Plan rooms for those who wait'],
  ['at-once', 'At most 5 rooms at once'],
  ['stands', 'More stands in these rooms'],
  ['wish', 'As wished, exactly full'],
  ['tick', 'Untick the rooms'],
  ['told', 'What was booked stays told'],
  ['afresh', 'Start afresh'],
  ['anew', 'Read anew'],
  ['of-the-house', 'The rules of the house'],
];
const riddleCases = riddles.map(([name, text]): [law: string | null, path: string, text: string] => [
  'house(plain-words)',
  `client/src/rooms/says-${name}.tsx`,
  `export const element = <p title="${text}" />;`,
]);

const cases: readonly [law: string | null, path: string, text: string][] = [
  ...uphill,
  ...downhill,
  ...innerUphill,
  ...riddleCases,
  [
    'house(plain-words)',
    'server/src/rooms/refuses-in-riddles.ts',
    `export class StaleRoomError extends Error {\n  constructor() {\n    super('Somebody changed it.');\n  }\n}`,
  ],
  [
    null,
    'client/src/rooms/says-it-plainly.tsx',
    `// Whoever ticks nobody.\nexport const wish = 'wish';\nexport const element = <p className="tick wish" title="Select a room" />;`,
  ],
  [
    'house(client-imports-run-downhill)',
    'client/src/bookings/knows-a-type.ts',
    `import type { Thing } from '../calendar/page/thing.ts';\nexport const thing: Thing = 1;`,
  ],
  [
    'house(client-imports-run-downhill)',
    'client/src/bookings/knows-a-type-in-passing.ts',
    `export type Thing = import('../calendar/page/thing.ts').Thing;`,
  ],
  [
    'house(client-imports-run-downhill)',
    'client/src/frame/knows-later.ts',
    `export function later(): Promise<unknown> {\n  return import('../search/search-panel.tsx');\n}`,
  ],
  ['house(client-imports-run-downhill)', 'client/src/forms/knows-a-look.ts', `import '../bookings/panel-form.css';`],
  [
    'house(client-imports-run-downhill)',
    'client/src/devices/knows-the-page-beside.ts',
    `import { thing } from '../kitchen/thing.ts';\nexport const other = thing;`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/closures/knows-the-feature-beside.ts',
    `import { thing } from '../rooms/thing.ts';\nexport const other = thing;`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/platform/knows-bookings.ts',
    `import { thing } from '../bookings/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/platform/database/knows-people.ts',
    `import { thing } from '../../people/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/platform/knows-its-types.ts',
    `import type { Thing } from '../bookings/queries.ts';\nexport const thing: Thing = 1;`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/platform/knows-later.ts',
    `export const later = () => import('../bookings/queries.ts');`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/people/knows-rooms.ts',
    `import { thing } from '../resources/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/resources/knows-bookings.ts',
    `import { thing } from '../bookings/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/bookings/knows-a-later-feature.ts',
    `import { thing } from '../device-desk/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/bookings/knows-the-app.ts',
    `import { thing } from '../app.ts';\nconsole.log(thing);`,
  ],
  [
    'house(imports-run-downhill)',
    'server/src/bookings/knows-tests.ts',
    `import { thing } from '../../test/database.ts';\nconsole.log(thing);`,
  ],
  [
    null,
    'server/src/device-desk/hand-out-device.ts',
    ['bookings', 'resources', 'people', 'platform']
      .map((area) => `import { thing as ${area} } from '../${area}/queries.ts';\nconsole.log(${area});`)
      .join('\n'),
  ],
  [null, 'server/src/bookings/proof.test.ts', `import { thing } from '../../test/database.ts';\nconsole.log(thing);`],

  [
    'import(no-cycle)',
    'server/src/device-desk/one.ts',
    `import { two } from '../notifications/two.ts';\nexport const one = () => two;`,
  ],
  [
    'import(no-cycle)',
    'server/src/notifications/two.ts',
    `import { one } from '../device-desk/one.ts';\nexport const two = () => one;`,
  ],

  [
    'house(graphql-stays-at-the-door)',
    'server/src/device-desk/queries.ts',
    `import { GraphQLError } from 'graphql';\nexport const thing = GraphQLError;`,
  ],
  [
    'house(graphql-stays-at-the-door)',
    'server/src/device-desk/policy.ts',
    `import SchemaBuilder from '@pothos/core';\nexport const thing = SchemaBuilder;`,
  ],
  [
    'house(graphql-stays-at-the-door)',
    'server/src/device-desk/errors.ts',
    `import { builder } from '../platform/builder.ts';\nexport const thing = builder;`,
  ],
  [
    'house(graphql-stays-at-the-door)',
    'server/src/device-desk/return-device.ts',
    `import { thing } from './schema.ts';\nconsole.log(thing);`,
  ],
  [
    null,
    'server/src/device-desk/schema.ts',
    `import { GraphQLError } from 'graphql';\nexport const thing = GraphQLError;`,
  ],

  [
    'house(schema-is-the-only-bridge)',
    'client/src/bookings/knows-the-server.ts',
    `import { thing } from '../../../server/src/bookings/queries.ts';\nconsole.log(thing);`,
  ],
  [
    'house(schema-is-the-only-bridge)',
    'client/src/bookings/knows-the-generated.ts',
    `import type { Booking } from '../../../server/src/generated/prisma/client.ts';\nexport type Thing = Booking;`,
  ],
  [
    'house(schema-is-the-only-bridge)',
    'client/e2e/knows-the-server.ts',
    `import { thing } from '../../server/test/database.ts';\nconsole.log(thing);`,
  ],
  [
    'house(schema-is-the-only-bridge)',
    'client/src/bookings/knows-the-database.ts',
    `import pg from 'pg';\nconsole.log(pg);`,
  ],
  [
    'house(schema-is-the-only-bridge)',
    'server/src/platform/knows-the-client.ts',
    `import { thing } from '../../../client/src/time/week.ts';\nconsole.log(thing);`,
  ],

  [
    'house(ui-and-time-know-no-feature)',
    'client/src/ui/knows-bookings.ts',
    `import { thing } from '../bookings/booking.ts';\nconsole.log(thing);`,
  ],
  [
    'house(ui-and-time-know-no-feature)',
    'client/src/ui/knows-graphql.ts',
    `import { useQuery } from 'urql';\nconsole.log(useQuery);`,
  ],
  [
    'house(ui-and-time-know-no-feature)',
    'client/src/time/knows-ui.ts',
    `import { thing } from '../ui/clock.ts';\nconsole.log(thing);`,
  ],
  [null, 'client/src/ui/clock.ts', `import { thing } from '../time/week.ts';\nconsole.log(thing);`],
  [
    null,
    'client/src/bookings/booking.ts',
    `import { useQuery } from 'urql';\nimport { thing } from '../ui/clock.ts';\nexport { thing };\nconsole.log(useQuery);`,
  ],

  [
    'house(one-door-to-postgres)',
    'server/src/platform/another-client.ts',
    `import pg from 'pg';\nexport const client = new pg.Client();`,
  ],
  [
    'house(one-door-to-postgres)',
    'server/src/device-desk/another-pool.ts',
    `import pg from 'pg';\nexport class OwnPool extends pg.Pool {}`,
  ],
  [
    'house(one-door-to-postgres)',
    'prisma/sample/another-client.ts',
    `import { Client } from 'pg';\nexport const client = new Client();`,
  ],
  [null, 'server/src/device-desk/type-of-client.ts', `import type pg from 'pg';\nexport type Session = pg.Client;`],
  [null, 'server/test/an-outsider.ts', `import pg from 'pg';\nexport const client = new pg.Client();`],

  [
    'house(locks-have-one-caller)',
    'server/src/device-desk/lend-devices.ts',
    `import { lockInOrder } from '../bookings/placing/locks.ts';\nexport const lend = lockInOrder;`,
  ],
  [
    'house(locks-have-one-caller)',
    'server/src/bookings/changing/lock-later.ts',
    `export const lock = async () => (await import('../placing/locks.ts')).lockInOrder;`,
  ],
  [
    'house(writes-go-under-locks)',
    'server/src/device-desk/give-back.ts',
    `import type { Context } from '../platform/context.ts';\nexport const giveBack = ({ db }: Context) => db.transaction({ cause: 'giveBack' }, async () => undefined);`,
  ],
  [
    null,
    'server/src/notifications/forget-one.ts',
    `import type { Context } from '../platform/context.ts';\nexport function forget({ db }: Context) {\n  return db.transaction({ cause: 'forget' }, async () => undefined);\n}`,
  ],
  [
    null,
    'server/src/bookings/placing/try-locks.test.ts',
    `import { lockInOrder } from './locks.ts';\nexport const lock = lockInOrder;`,
  ],

  [
    'house(forms-are-listed)',
    'client/src/devices/lend-form.tsx',
    `export const LendForm = () => <form aria-label="Lend" />;`,
  ],
  [
    'house(forms-are-listed)',
    'client/src/devices/named-form.tsx',
    `export const NamedForm = () => <form data-form="lend-device" />;`,
  ],
  [
    'house(forms-are-listed)',
    'client/src/devices/use-lending.ts',
    `import { useSimpleDraft } from '../forms/use-form-draft.ts';\nexport const useLending = () => useSimpleDraft('lend-device', '', '');`,
  ],
  [
    'house(forms-are-listed)',
    'client/src/devices/note.tsx',
    `import { useState } from 'react';\nexport function Note() {\n  const [note, setNote] = useState('');\n  return <textarea value={note} onChange={({ target }) => setNote(target.value)} />;\n}`,
  ],
  [
    'house(forms-are-listed)',
    'client/src/devices/lent-to.tsx',
    `import { useState } from 'react';\nimport { TextField } from '../forms/text-field.tsx';\nexport function LentTo() {\n  const [{ name }, setLent] = useState({ name: '' });\n  return <TextField name="name" label="To" value={name} onChange={(next) => setLent({ name: next })} />;\n}`,
  ],
  [
    'house(forms-are-listed)',
    'client/src/devices/left-alone.tsx',
    `export const LeftAlone = () => <input aria-label="Note" defaultValue="" />;`,
  ],
  [
    null,
    'client/src/devices/kept-form.tsx',
    `import { useSimpleDraft } from '../forms/use-form-draft.ts';\nexport function KeptForm() {\n  const { form, draft, edit } = useSimpleDraft('room', '', '');\n  return (\n    <form data-form={form}>\n      <input aria-label="Name" value={draft} onChange={({ target }) => edit(() => target.value)} />\n    </form>\n  );\n}`,
  ],
  [
    null,
    'client/src/devices/device-search.tsx',
    `import { useState } from 'react';\nexport function DeviceSearch({ kind, onKind }: { kind: string; onKind(kind: string): void }) {\n  const [words, setWords] = useState('');\n  return (\n    <>\n      <input type="search" aria-label="Find" value={words} onChange={({ target }) => setWords(target.value)} />\n      <input aria-label="Kind" value={kind} onChange={({ target }) => onKind(target.value)} />\n    </>\n  );\n}`,
  ],
  [
    'house(one-clock)',
    'client/src/bookings/asks-the-browser.ts',
    `export const isOver = (end: number) => end < Date.now();`,
  ],
  [
    'house(one-clock)',
    'client/src/ui/asks-it-by-name.ts',
    `export const tell = (ask: (clock: () => number) => void) => ask(Date.now);`,
  ],
  ['house(one-clock)', 'client/src/bookings/makes-a-date.ts', `export const today = () => new Date().toISOString();`],
  ['house(one-clock)', 'client/src/time/asks-temporal.ts', `export const today = () => Temporal.Now.plainDateISO();`],
  [
    null,
    'client/src/bookings/makes-a-date-of.ts',
    `export function words(at: number): string {\n  return new Date(at).toISOString();\n}`,
  ],
  [null, 'client/src/time/now.ts', `export function now(): number {\n  return Date.now();\n}`],
  ['house(one-dialect)', 'server/src/device-desk/arrow.ts', `export const double = (one: number): number => 2 * one;`],
  ['house(one-dialect)', 'client/src/devices/capitals.ts', `export const DAY_MS = 86_400_000;`],
  [
    'house(one-dialect)',
    'client/src/devices/inner-capitals.ts',
    `export function first(all: number[]): number {\n  const [FIRST = 0] = all;\n  return FIRST;\n}`,
  ],
  ['house(one-dialect)', 'client/src/devices/shape.ts', `export interface Shape {\n  readonly sides: number;\n}`],
  [
    null,
    'client/src/devices/plain.ts',
    `type Double = (one: number) => number;\nexport const double: Double = (one) => 2 * one;\nexport const dayMs = 86_400_000;\ndeclare module 'vite' {\n  interface Plugin {\n    readonly shown?: boolean;\n  }\n}`,
  ],
  [
    'house(bounds-have-rows)',
    'server/src/device-desk/input.ts',
    `import { z } from 'zod';\nexport const serial = z.string().max(100);`,
  ],
  [
    'house(bounds-have-rows)',
    'server/src/device-desk/device-input.ts',
    `import { z } from 'zod';\nconst most = 100;\nexport const serials = z.array(z.string()).max(most, 'Too many.');`,
  ],
  [
    null,
    'server/src/device-desk/hand-out-input.ts',
    `import { z } from 'zod';\nconst bounds = { serial: { value: 100 } };\nexport const serial = z.string().min(1).max(bounds.serial.value);\nexport const more = Math.max(1, 2);`,
  ],

  ['house(no-barrels)', 'server/src/device-desk/everything.ts', `export * from './queries.ts';`],
  [
    'house(no-barrels)',
    'server/src/device-desk/something.ts',
    `export { thing } from './queries.ts';\nexport { other } from './policy.ts';`,
  ],
  ['house(names-say-something)', 'server/src/device-desk/index.ts', `export const thing = 1;`],
  ['house(names-say-something)', 'server/src/device-desk/types.ts', `export type Thing = 1;`],
  ['house(names-say-something)', 'server/src/device-desk/device-service.ts', `export const thing = 1;`],
  ['house(names-say-something)', 'client/src/utils/text.ts', `export const thing = 1;`],
  ['unicorn(filename-case)', 'server/src/device-desk/handOut.ts', `export const thing = 1;`],
  ['import(no-default-export)', 'server/src/device-desk/return-late.ts', `export default function returnLate() {}`],
  [null, 'vite.config.ts', `export default {};`],
  [
    'typescript(no-explicit-any)',
    'server/src/device-desk/anything.ts',
    `export const thing = (given: any): unknown => given;`,
  ],
  [
    'typescript(no-floating-promises)',
    'server/src/device-desk/forgets.ts',
    `const work = async (): Promise<void> => {};\nexport const thing = (): void => { work(); };`,
  ],
];

let house: string;
let refusals: { code: string; filename: string }[];

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'colab-erp-laws-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'linter', 'package.json', 'client/src/forms/all-forms.ts'])
    await cp(join(repository, name), join(house, name), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(house, 'node_modules'));
  for (const [, path, text] of cases) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), `${text}\n`);
  }
  // Through node, because the laws are TypeScript and the machine's own node may be older than ours.
  const run = spawnSync(process.execPath, [join(repository, 'node_modules/oxlint/bin/oxlint'), '--format=json'], {
    cwd: house,
    encoding: 'utf8',
  });
  refusals = (JSON.parse(run.stdout) as { diagnostics: typeof refusals }).diagnostics;
});

afterAll(() => rm(house, { recursive: true, force: true }));

function refusalsOf(path: string): string[] {
  return refusals.filter(({ filename }) => filename === path).map(({ code }) => code);
}

describe('the linter', () => {
  it.each(cases.filter(([law]) => law !== null))('refuses by %s: %s', (law, path) => {
    expect(refusalsOf(path)).toContain(law);
  });

  it.each(cases.filter(([law]) => law === null).map(([, path]) => path))(
    'has nothing against the imports of %s',
    (path) => {
      expect(refusalsOf(path).filter((code) => code.startsWith('house') || code.startsWith('import'))).toEqual([]);
    },
  );
});
