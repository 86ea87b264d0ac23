import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repository } from './running-server.ts';

/** The month that is full in a large house, and a Sunday in it that only folded walls have bookings on. */
export const fullMonth = {
  from: '2028-04-30T22:00:00.000Z',
  to: '2028-05-31T22:00:00.000Z',
  middle: '2028-05-15',
  sunday: '2028-05-14',
} as const;

/** What the database says of itself once the house stands. */
export type HouseFacts = {
  readonly rooms: number;
  readonly bookings: number;
  readonly occupancies: number;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly rowSecurity: boolean;
};

/** 200 rooms and 8,000 bookings in one month, or as many as are said, put into the database of a server that runs. */
export async function buildLargeHouse(
  dataDir: string,
  ...size: [] | [rooms: number, bookings: number, ghosts: number]
): Promise<HouseFacts> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['server/bench/build-large-house.ts', dataDir, ...size.map(String)],
    { cwd: repository },
  );
  return JSON.parse(stdout) as HouseFacts;
}
