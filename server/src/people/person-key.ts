/** The key of the queue for writes about one person, with their sessions, links and tokens. */
export function personKey(userId: string): string {
  return `person ${userId}`;
}
