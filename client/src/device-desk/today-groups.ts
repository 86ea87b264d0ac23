type Listed = {
  readonly id: string;
  readonly dueAt: string;
  readonly device: { readonly serialNumber: string };
  readonly booking: {
    readonly id: string;
    readonly clientName: string;
    readonly startsAt: string;
    readonly room: { readonly name: string } | null;
  } | null;
};

export type TodayGroup<A extends Listed> = {
  /** That of the booking; of assignments whose booking is not to be seen, one group. */
  readonly id: string;
  readonly booking: A['booking'];
  readonly assignments: readonly A[];
};

/** Serial numbers as people read them: 2 before 10. */
const bySerial = new Intl.Collator('en', { numeric: true });

/** The assignments of a list by booking, by start and room, each by serial number. */
export function groupByBooking<A extends Listed>(assignments: readonly A[]): readonly TodayGroup<A>[] {
  const groups = new Map<string, A[]>();
  for (const assignment of assignments) {
    const id = assignment.booking?.id ?? '';
    groups.set(id, [...(groups.get(id) ?? []), assignment]);
  }
  return [...groups]
    .map(([id, all]) => ({
      id,
      booking: all[0]?.booking ?? null,
      assignments: all.toSorted((a, b) => bySerial.compare(a.device.serialNumber, b.device.serialNumber)),
    }))
    .toSorted(
      (a, b) =>
        startOf(a) - startOf(b) ||
        bySerial.compare(a.booking?.room?.name ?? '', b.booking?.room?.name ?? '') ||
        a.id.localeCompare(b.id),
    );
}

function startOf({ booking }: TodayGroup<Listed>): number {
  return booking ? Date.parse(booking.startsAt) : Infinity;
}
