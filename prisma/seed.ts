import type { Log } from '../server/src/platform/log.ts';

export type SeedOptions = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly eventsUrl: string;
  readonly password: string;
  readonly onlyIfEmpty: boolean;
  readonly log: Log;
  readonly say: (line: string) => void;
};

/** Gives back the names of the sample accounts that work. */
export const seedSampleFacility = async (_options: SeedOptions): Promise<string[]> => [];
