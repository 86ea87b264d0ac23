import { parseAst } from 'vite';
import { expect, it } from 'vitest';
import { isForUsers, type Tree, userTextsOf } from '../../linter/user-text.ts';

function textsOf(path: string, source: string): string[] {
  const program = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Tree;
  return userTextsOf(program, path).map(({ text }) => text);
}

it('finds what stands in elements and in attributes that are read, as it is read', () => {
  const source = `
    export function Seats({ count }: { count: number }) {
      return (
        <button className="button small primary" type="button" data-form="new room" aria-label="Close panel" title={count > 1 ? 'rooms' : \`\${count} room\`}>
          {count} rooms are <b>free</b>
          {count === 0 && 'none'}
        </button>
      );
    }`;
  expect(textsOf('client/src/rooms/seats.tsx', source)).toEqual([
    '{count} rooms are {…}{…}',
    'Close panel',
    'rooms',
    '{count} room',
    'free',
    'none',
  ]);
});

it('finds what functions, tables and refusals say, and what a template puts together', () => {
  const source = `
    const labels: Readonly<Record<string, string>> = { PENDING: 'waiting' };
    function nounOf(count: number): string { return count === 1 ? 'room' : 'rooms'; }
    export function check(name: string, from = 'a.ts') {
      if (name === 'Room') throw new InvalidInputError([{ field: 'name', message: \`There is already a room called \${name}.\` }]);
      toast(name + ' was added');
      return nounOf(2) + labels[name] + from;
    }`;
  expect(textsOf('client/src/rooms/words.ts', source)).toEqual([
    'waiting',
    'room',
    'rooms',
    'There is already a room called {name}.',
    '{name} was added',
  ]);
});

it('leaves out what machines, programmers and tools read', () => {
  const source = `
    import { thing } from './a thing.ts';
    type Kind = 'a kind' | 'Other kind';
    const Rooms = graphql('query Rooms { rooms { id } }');
    const rooms = statement('rooms', {}, 'select id from rooms where id = $1::uuid');
    builder.objectType('Room', { description: 'A place with seats.' });
    log.info('a room was made');
    if (thing === 'of a kind') throw new Error('no such thing here');
    element.addEventListener('click me', () => element.closest('a b'));
    switch (thing) { case 'some thing': break; }`;
  expect(textsOf('server/src/rooms/rooms.ts', source)).toEqual([]);
});

it('reads only the refusals of files that say what the schema is', () => {
  const source = `
    const seats = z.number().max(5, 'Enter at most 5 seats.');
    builder.queryField('rooms', (t) => t.field({ args: { first: take('How many rows there are.') } }));`;
  expect(textsOf('server/src/rooms/schema.ts', source)).toEqual(['Enter at most 5 seats.']);
});

it('looks at screens, mails and refusals, not at tests, descriptions or the terminal', () => {
  const paths = ['client/src/rooms/words.ts', 'server/src/rooms/errors.ts', 'server/src/notifications/letter-for.ts'];
  expect(paths.filter((path) => isForUsers(path))).toEqual(paths);
  const others = [
    'client/src/rooms/words.test.ts',
    'client/e2e/rooms.journey.ts',
    'server/src/words/field-words.ts',
    'server/src/offer-set-up.ts',
    'server/src/rooms/room-bounds.ts',
  ];
  expect(others.filter((path) => isForUsers(path))).toEqual([]);
});
