import { useRef, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { FormGroup } from '../forms/form-group.tsx';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { AreaField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { roomLines } from './room-lines.ts';
import { sampleList, type SampleRoom, sampleRooms, sampleRoomsIn } from './sample-rooms.ts';

const FirstRoomList = graphql(`
  query FirstRoomList {
    rooms(includeInactive: true) {
      id
      name
      capacity
    }
  }
`);

const CreateFirstRoom = graphql(`
  mutation CreateFirstRoom($input: CreateRoomInput!) {
    createRoom(input: $input) {
      __typename
      ... on CreateRoomPayload {
        room {
          id
          ...RoomRow
        }
      }
      ...Refused
    }
  }
`);

function count(rooms: number): string {
  return rooms === 1 ? '1 room' : `${rooms} rooms`;
}

/** The second step: rooms, typed or pasted one a line, or those of the sample. */
export function FirstRooms({ onDone, onBack }: { onDone(): void; onBack(): void }) {
  const toast = useToast();
  const [{ data }, ask] = useQuery({ query: FirstRoomList, requestPolicy: 'cache-and-network' });
  const { attempt, busy: sending, trouble } = useAttempt(CreateFirstRoom, 'createRoom');
  const unsaved = useSimpleDraft('first-rooms', '', '');
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const rooms = data?.rooms ?? [];
  const lines = roomLines(
    unsaved.draft,
    rooms.map(({ name }) => name),
  );
  const written = lines.flatMap(({ room }) => room ?? []);
  const problems = lines.flatMap(({ line, problem }) => (problem === null ? [] : `Line ${line}: ${problem}`));
  const busy = sending || adding;
  const fromSample = sampleRoomsIn(written);

  async function add() {
    setAdding(true);
    let left = unsaved.draft.split('\n');
    const idsByName = new Map(rooms.map(({ id, name }) => [name, id]));
    for (const { line, room } of lines) {
      if (room === null) continue;
      const sampleRoom = fromSample?.find(({ name }) => name === room.name);
      const { parts = [], ...facts }: SampleRoom = sampleRoom ?? room;
      const partIds = parts.flatMap((name) => idsByName.get(name) ?? []);
      const { done } = await attempt({ input: { ...facts, partIds } });
      if (!done) break;
      idsByName.set(room.name, done.room.id);
      // What is there already is not asked for again, should the next one be refused.
      left = left.with(line - 1, '');
      const rest = left.filter((one) => one.trim() !== '').join('\n');
      unsaved.edit(() => rest);
    }
    setAdding(false);
    ask({ requestPolicy: 'network-only' });
    const isAll = left.every((one) => one.trim() === '');
    if (!isAll) return;
    unsaved.discard();
    toast({ text: written.length === 1 ? '1 room added.' : `${written.length} rooms added.` });
    onDone();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (lines.length === 0 && rooms.length > 0) return onDone();
    if (written.length === 0 || problems.length > 0) return field.current?.querySelector('textarea')?.focus();
    void add();
  }

  return (
    <form className="facility-card" data-form={unsaved.form} aria-label="Rooms" noValidate onSubmit={submit}>
      <DraftNotice of={unsaved} />
      <FormGroup title={rooms.length > 0 ? `Rooms: ${rooms.length} so far` : 'Rooms'}>
        {rooms.length > 0 && (
          <p className="quiet first-rooms-list">
            {rooms.map(({ name, capacity }) => `${name} (${capacity})`).join(', ')}
          </p>
        )}
        <div ref={field} className="first-rooms">
          <AreaField
            name="rooms"
            label="One room per line: name and seats"
            value={unsaved.draft}
            error={problems.length > 0 ? problems.slice(0, 3).join(' ') : undefined}
            hint="Type or paste from a spreadsheet: Library, 12"
            onChange={(text) => unsaved.edit(() => text)}
          />
        </div>
        {unsaved.draft.trim() === '' && rooms.length === 0 && (
          <div>
            <Button onClick={() => unsaved.edit(() => sampleList)}>
              Try it with {sampleRooms.length} sample rooms
            </Button>
          </div>
        )}
      </FormGroup>
      {trouble && <RefusedNotice trouble={trouble} busy={busy} onRetry={() => void add()} />}
      <footer className="facility-foot">
        <Button
          type="submit"
          look="primary"
          busy={busy}
          aria-disabled={(lines.length === 0 && rooms.length === 0) || problems.length > 0 || undefined}
        >
          <span>
            {lines.length === 0 && rooms.length > 0 ? 'Continue' : `Add ${count(written.length)} and continue`}
          </span>
        </Button>
        <Button onClick={onBack}>Back</Button>
        <p className="quiet">
          {fromSample
            ? 'The sample rooms come with equipment, setup times and a folding wall.'
            : 'Add equipment, setup times and combined rooms later under Rooms.'}
        </p>
      </footer>
    </form>
  );
}
