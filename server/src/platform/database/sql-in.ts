import type { Transaction } from './database.ts';
import { tagged } from './tagged.ts';

/** Hand-written statements inside a transaction, named like those outside. */
export function sqlIn(tx: Transaction) {
  return <Row>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    tx.$queryRawUnsafe<Row[]>(tagged(name, text), ...values);
}
