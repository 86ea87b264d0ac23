import type { Transaction } from './database.ts';
import { named } from './named.ts';

/** Hand-written statements inside a transaction, named like those outside. */
export function within(tx: Transaction) {
  return <Row>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    tx.$queryRawUnsafe<Row[]>(named(name, text), ...values);
}
