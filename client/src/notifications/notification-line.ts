import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment NotifiedBooking on NotificationItem {
    type
    reason
    changed
    room {
      id
      name
    }
    before {
      ...NotifiedFacts
    }
    after {
      ...NotifiedFacts
    }
    booking {
      id
      version
      reference
      clientName
      status
      startsAt
      endsAt
    }
  }
`);

graphql(`
  fragment NotificationLine on Notification {
    id
    type
    createdAt
    readAt
    actor {
      id
      displayName
    }
    counts {
      type
      count
      handedOver
    }
    items(first: 1) {
      ...NotifiedBooking
    }
    summary {
      date
      bookings
      waiting
      overdue
      roomsClosed
      devicesWanted
    }
  }
`);
