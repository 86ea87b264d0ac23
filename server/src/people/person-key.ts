/** Where the writes about one person stand in line: the person, with their sessions, links and tokens. */
export function personKey(userId: string): string {
  return `person ${userId}`;
}
