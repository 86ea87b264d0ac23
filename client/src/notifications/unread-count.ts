import { graphql } from '../graphql/generated/gql.ts';

/** How many are unread, and where to follow from. No variables: the stream of notifications belongs to it. */
export const UnreadCount = graphql(`
  query UnreadCount {
    notifications(first: 1) {
      cursor
      unreadCount
    }
  }
`);
