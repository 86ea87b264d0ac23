type MoveFacts = {
  readonly kind: string;
  readonly serialBefore?: string | null | undefined;
  readonly assignment?: { readonly booking?: { readonly clientName: string } | null | undefined } | null | undefined;
  readonly downtime?: { readonly kind: 'MAINTENANCE' | 'LOST' | 'AWAY' } | null | undefined;
};

const downtimeBegan = {
  MAINTENANCE: 'Maintenance started',
  LOST: 'Reported lost',
  AWAY: 'Left the building',
} as const;
const downtimeEnded = { MAINTENANCE: 'Maintenance ended', LOST: 'Found', AWAY: 'Back in the building' } as const;

/** What happened to a device, by the kind of its move. */
const moveNames: Readonly<Record<string, string>> = {
  ASSIGNED: 'Assigned',
  RELEASED: 'Released',
  MOVED: 'Moved with its booking',
  HANDED_OUT: 'Handed out',
  RETURNED: 'Returned',
  WISHED: 'Request changed',
  RENTED: 'Rental changed',
  DOWNTIME_BEGAN: 'Downtime started',
  DOWNTIME_CHANGED: 'Downtime changed',
  DOWNTIME_ENDED: 'Downtime ended',
  ADDED: 'Added',
  CHANGED: 'Changed',
  RETIRED: 'Retired',
  REACTIVATED: 'Reactivated',
  COUNTED: 'Counted',
  REMINDED: 'Reminder sent',
  UNDONE: 'Undone',
};

const prepositions: Readonly<Record<string, string>> = { RETURNED: 'from', RELEASED: 'from' };

/** `Handed out to Acme`, `Maintenance started`, `Serial number corrected, was X515-9` */
export function moveWords({ kind, serialBefore, assignment, downtime }: MoveFacts): string {
  if (serialBefore) return `Serial number corrected, was ${serialBefore}`;
  if (downtime && kind === 'DOWNTIME_BEGAN') return downtimeBegan[downtime.kind];
  if (downtime && kind === 'DOWNTIME_ENDED') return downtimeEnded[downtime.kind];
  const name = moveNames[kind] ?? 'Changed';
  const client = assignment?.booking?.clientName;
  return client && kind !== 'MOVED' ? `${name} ${prepositions[kind] ?? 'to'} ${client}` : name;
}
