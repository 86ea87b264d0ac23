/** As domain.md, 3 names and orders them. */
export type SampleRoom = {
  readonly name: string;
  readonly capacity: number;
  /** Whether domain.md gives the capacity; the others are invented for the sample. */
  readonly capacityIs: 'given' | 'invented';
  readonly longTerm?: true;
  /** Minutes before and after each booking; invented as well. */
  readonly setup?: number;
  readonly teardown?: number;
  /** The rooms behind its folded wall. */
  readonly parts?: readonly string[];
};

export const foldedWall = 'Ambition+Perseverance';

/** In calendar order: a room's position is its place in this list. */
export const sampleRooms: readonly SampleRoom[] = [
  { name: 'Excellence', capacity: 40, capacityIs: 'invented', setup: 30, teardown: 30 },
  { name: 'Inspiration', capacity: 30, capacityIs: 'invented' },
  { name: 'Honesty', capacity: 24, capacityIs: 'invented' },
  { name: 'Gratitude', capacity: 20, capacityIs: 'invented' },
  { name: 'Ambition', capacity: 25, capacityIs: 'invented' },
  { name: 'Perseverance', capacity: 25, capacityIs: 'invented' },
  { name: 'Courage', capacity: 30, capacityIs: 'invented' },
  { name: 'Possibilities', capacity: 36, capacityIs: 'invented', setup: 15, teardown: 15 },
  { name: 'Motivation', capacity: 20, capacityIs: 'invented' },
  { name: 'A302', capacity: 6, capacityIs: 'invented', longTerm: true },
  { name: 'A303', capacity: 6, capacityIs: 'invented', longTerm: true },
  { name: 'Success', capacity: 10, capacityIs: 'given' },
  { name: 'Respect', capacity: 10, capacityIs: 'given' },
  { name: 'Innovation', capacity: 12, capacityIs: 'given' },
  { name: 'Dedication', capacity: 16, capacityIs: 'invented' },
  { name: 'Integrity', capacity: 15, capacityIs: 'given' },
  { name: 'Empower', capacity: 20, capacityIs: 'invented' },
  { name: 'Focus', capacity: 14, capacityIs: 'invented' },
  { name: 'Growth', capacity: 18, capacityIs: 'invented' },
  { name: 'Wisdom', capacity: 8, capacityIs: 'given' },
  { name: 'Vision', capacity: 8, capacityIs: 'invented', longTerm: true },
  { name: 'Potential', capacity: 24, capacityIs: 'invented' },
  { name: 'Synergy', capacity: 28, capacityIs: 'invented', teardown: 30 },
  { name: foldedWall, capacity: 50, capacityIs: 'invented', setup: 60, teardown: 30, parts: ['Ambition', 'Perseverance'] },
];
