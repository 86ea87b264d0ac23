import type { NotificationLineFragment } from '../graphql/generated/graphql.ts'

export interface NotificationGroup {
  readonly key: string
  readonly booking: NotificationLineFragment['booking']
  /** Newest first. */
  readonly lines: readonly NotificationLineFragment[]
}

/** What is about one booking stands together, where the newest of it stands; what is about none stands alone. */
export function byBooking(lines: readonly NotificationLineFragment[]): readonly NotificationGroup[] {
  const groups = new Map<string, NotificationLineFragment[]>()
  for (const line of lines) {
    const key = line.booking?.id ?? line.id
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups].map(([key, group]) => ({ key, booking: group[0]?.booking ?? null, lines: group }))
}
