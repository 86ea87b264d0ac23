/** What has ended already is given a room knowingly or not at all; the server refuses it otherwise, see `acknowledgePast`. */
export function isPast({ endsAt }: { readonly endsAt: string }, now: number): boolean {
  return Date.parse(endsAt) <= now;
}
