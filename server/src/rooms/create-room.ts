import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { Context } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { creationRequest, earlierCreation, idsMadeBy, rememberCreation } from '../platform/idempotency.ts';
import { parse } from '../platform/input.ts';
import { changeRooms, mustBeFreeName, mustBeParts, roomOfName, roomsAmong, setParts } from './change-rooms.ts';
import { roomFacts } from './input.ts';

const insertRoom = statement(
  'createRoom',
  {},
  `insert into rooms (id, name, capacity, setup_minutes, teardown_minutes, long_term, equipment, position)
   select $1::uuid, $2, $3, $4, $5, $6, $7::text[]::room_equipment[], coalesce(max(position), 0) + 1 from rooms`,
);

type NewRoom = z.input<typeof roomFacts> & { readonly idempotencyKey?: string | null | undefined };

type Reading = {
  readonly earlier: ReturnType<typeof earlierCreation> | null;
  readonly namesake: ReturnType<typeof roomOfName>;
  readonly parts: ReturnType<typeof roomsAmong>;
};

/**
 * Adds a room, after all others. Rooms belong to the facility: every division may book it from now on.
 * @returns the room that this request made, now or before
 * @throws InvalidInputError NotAllowedError BusyError IdempotencyMismatchError
 */
export function createRoom(context: Context, facts: NewRoom): Promise<{ roomId: string; repeated: boolean }> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'room:manage');
  const request = creationRequest(viewer, 'createRoom', facts);
  const now = context.clock();
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = parse(roomFacts, facts);
  const id = randomUUID();
  return changeRooms<Reading, { roomId: string; repeated: boolean }>(context, 'createRoom', {
    read: () => ({
      earlier: request && earlierCreation(request, now),
      namesake: roomOfName(name, null),
      parts: roomsAmong(partIds),
    }),
    decide: ({ earlier: [earlier], namesake, parts }) => {
      if (earlier) return { nothingToDo: { roomId: idsMadeBy(earlier)[0] ?? '', repeated: true } };
      mustBeFreeName(namesake[0]);
      mustBeParts(id, partIds, parts);
      return {
        locks: { wishes: partIds },
        write: () => [
          insertRoom(id, name, capacity, setupMinutes, teardownMinutes, longTerm, equipment),
          ...setParts(id, partIds),
          ...rememberCreation(request, [id], now),
        ],
        result: { roomId: id, repeated: false },
      };
    },
  });
}
