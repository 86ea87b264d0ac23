import { seededRandom } from './seeded-random.ts';

export type SampleCategory = {
  readonly name: string;
  readonly kind: 'LAPTOP' | 'DESKTOP';
  readonly short: string;
  readonly count: number;
  readonly bought: readonly string[];
};

/** The categories are the facility's own (docs/domain.md, "Devices"); the number of each is invented. */
export const sampleCategories: readonly SampleCategory[] = [
  { name: 'ASUS X515', kind: 'LAPTOP', short: 'X515', count: 52, bought: ['2023-02-14', '2023-08-07'] },
  { name: 'ASUS VIVO', kind: 'LAPTOP', short: 'VIVO', count: 34, bought: ['2024-05-20', '2025-01-27'] },
  { name: 'Desktop PC', kind: 'DESKTOP', short: 'DESK', count: 24, bought: ['2022-06-01'] },
];

export type SampleDevice = {
  readonly category: string;
  /** Invented: no maker numbers its machines like this. */
  readonly serialNumber: string;
  readonly name: string;
  readonly status: 'AVAILABLE' | 'MAINTENANCE' | 'RETIRED';
  readonly officeAccount: string;
  readonly anydeskId: string;
  readonly purchaseDate: string;
  readonly notes: string | null;
};

const outOfUse: Readonly<Record<string, Pick<SampleDevice, 'status' | 'notes'>>> = {
  'X515-07': { status: 'MAINTENANCE', notes: 'The hinge is loose; waits for a part.' },
  'X515-31': { status: 'MAINTENANCE', notes: 'The battery no longer charges.' },
  'X515-50': { status: 'RETIRED', notes: 'Water damage; kept for its history.' },
  'VIVO-12': { status: 'MAINTENANCE', notes: 'The keyboard is being replaced.' },
  'DESK-03': { status: 'RETIRED', notes: 'Given away as parts.' },
  'DESK-19': { status: 'MAINTENANCE', notes: 'Does not find the network after an update.' },
};

export const sampleDevices: readonly SampleDevice[] = sampleCategories.flatMap(
  ({ name: category, short, count, bought }) => {
    const random = seededRandom(`devices ${short}`);
    return Array.from({ length: count }, (_, index): SampleDevice => {
      const number = String(index + 1).padStart(2, '0');
      const name = `${short}-${number}`;
      return {
        category,
        name,
        serialNumber: `SAMPLE-${short}-${random.whole(100_000, 999_999)}${number}`,
        officeAccount: `${name.toLowerCase()}@devices.colab.example`,
        anydeskId: `000 ${random.whole(100, 999)} ${random.whole(100, 999)}`,
        purchaseDate: bought[Math.floor((index * bought.length) / count)] ?? '2024-01-15',
        status: 'AVAILABLE',
        notes: null,
        ...outOfUse[name],
      };
    });
  },
);
