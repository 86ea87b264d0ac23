import { describe, it } from 'vitest';
import { report } from './figures.ts';
import { proveStream } from './stream.ts';

describe('5,000 changes through two servers, with writers that are slow, rolled back, or know only SQL', () => {
  it('bring every subscriber, however often cut off, to what is committed and theirs to see; the log tells each change once', async () => {
    report('stream', await proveStream({ changes: 5_000, writers: 24, subscribers: 20 }));
  });
});
