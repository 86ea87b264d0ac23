import type { IncomingMessage } from 'node:http';

/** Reads a whole body and counts it as it comes: its stated length is not believed, and may be missing. */
export function readBody(req: IncomingMessage, mostBytes: number): Promise<Buffer | 'too large' | 'cut off'> {
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (result: Buffer | 'too large' | 'cut off'): void => {
      req.removeListener('data', take);
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > mostBytes) settle('too large');
      else chunks.push(chunk);
    };
    req.on('data', take);
    req.once('end', () => settle(Buffer.concat(chunks)));
    req.once('error', () => settle('cut off'));
    req.once('close', () => settle('cut off'));
  });
}
