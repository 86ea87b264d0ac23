import type { FieldErrors } from '../forms/field-errors.ts';
import type { RoomEquipment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { plainName } from './plain-name.ts';

/** A room as it stands in the form. */
export type RoomDraft = {
  readonly name: string;
  readonly capacity: string;
  readonly setupMinutes: string;
  readonly teardownMinutes: string;
  readonly longTerm: boolean;
  readonly equipment: readonly RoomEquipment[];
  readonly partIds: readonly string[];
};

export type RoomFacts = Omit<RoomRowFragment, 'id' | 'version' | 'position' | 'active'>;

const emptyRoom: RoomDraft = {
  name: '',
  capacity: '',
  setupMinutes: '0',
  teardownMinutes: '0',
  longTerm: false,
  equipment: [],
  partIds: [],
};

export function draftOf(room: RoomFacts | null): RoomDraft {
  if (room === null) return emptyRoom;
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, parts } = room;
  return {
    name,
    longTerm,
    equipment,
    capacity: String(capacity),
    setupMinutes: String(setupMinutes),
    teardownMinutes: String(teardownMinutes),
    partIds: parts.map(({ id }) => id),
  };
}

function isSame(a: RoomDraft[keyof RoomDraft], b: RoomDraft[keyof RoomDraft]) {
  return typeof a === 'object' && typeof b === 'object'
    ? new Set<string>(a).symmetricDifference(new Set<string>(b)).size === 0
    : a === b;
}

/** Of what was changed, that which is another than it was. */
export function changesOf(change: Partial<RoomDraft>, before: RoomDraft): Partial<RoomDraft> {
  return Object.fromEntries(
    Object.entries(change).filter(([fact, value]) => !isSame(value, before[fact as keyof RoomDraft])),
  );
}

/** As the server takes it: of the facts given, and no others. */
export function inputOf(draft: Partial<RoomDraft>) {
  const { name, capacity, setupMinutes, teardownMinutes, longTerm, equipment, partIds } = draft;
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(capacity === undefined ? {} : { capacity: Number(capacity) }),
    ...(setupMinutes === undefined ? {} : { setupMinutes: Number(setupMinutes) }),
    ...(teardownMinutes === undefined ? {} : { teardownMinutes: Number(teardownMinutes) }),
    ...(longTerm === undefined ? {} : { longTerm }),
    ...(equipment === undefined ? {} : { equipment: [...equipment] }),
    ...(partIds === undefined ? {} : { partIds: [...partIds] }),
  };
}

function countIn(text: string, most: number, least: number): boolean {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

type Other = {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
};

/** What is wrong with a room before anybody is asked; `others` are all rooms but this one. */
export function mistakesIn(draft: RoomDraft, others: readonly Other[]): FieldErrors {
  const namesake = others.find(({ name }) => plainName(name) === plainName(draft.name));
  return {
    ...(draft.name.trim() === '' ? { name: 'Enter a name.' } : {}),
    ...(namesake
      ? { name: `A room called ${namesake.name} already exists${namesake.active ? '' : ' and is retired'}.` }
      : {}),
    ...(countIn(draft.capacity, 5_000, 1) ? {} : { capacity: 'Enter 1 to 5,000 seats.' }),
    ...(countIn(draft.setupMinutes, 1_440, 0) ? {} : { setupMinutes: 'Enter 0 to 1,440 minutes.' }),
    ...(countIn(draft.teardownMinutes, 1_440, 0) ? {} : { teardownMinutes: 'Enter 0 to 1,440 minutes.' }),
    ...(draft.partIds.length === 1 ? { partIds: 'Choose at least two rooms, or none.' } : {}),
  };
}
