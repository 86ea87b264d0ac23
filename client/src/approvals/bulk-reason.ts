/** Why some bookings are to be rejected, and which. */
export type BulkReason = {
  readonly ids: readonly string[];
  readonly reason: string;
};

export const noReason: BulkReason = { ids: [], reason: '' };

/** Whether it was typed for exactly these: for all of its bookings that still wait, and for no other. */
export function isFor({ ids, reason }: BulkReason, ticked: readonly string[], waiting: readonly string[]): boolean {
  return (
    reason !== '' &&
    ticked.length > 0 &&
    ticked.every((id) => ids.includes(id)) &&
    ids.every((id) => ticked.includes(id) || !waiting.includes(id))
  );
}
