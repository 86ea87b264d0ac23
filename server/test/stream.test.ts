import { describe, it } from 'vitest';
import { report } from './figures.ts';
import { proveStream } from './stream.ts';

describe('the stream of changes, through two servers, with writers that are slow, rolled back, or know only SQL', () => {
  it('brings every subscriber, however often cut off, to what is committed and theirs to see; the log tells each change once', async () => {
    report('stream', await proveStream({ changes: 100, writers: 24, subscribers: 20 }));
  }, 180_000);
});
