/** Where the writes about one person stand in line: the person, with their sessions, links and tokens. */
export const personKey = (userId: string): string => `person ${userId}`;
