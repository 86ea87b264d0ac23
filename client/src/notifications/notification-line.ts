import { graphql } from '../graphql/generated/gql.ts'

graphql(`
  fragment NotificationLine on Notification {
    id
    type
    createdAt
    readAt
    reason
    room {
      id
      name
    }
    actor {
      id
      displayName
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
    summary {
      date
      bookings
      waiting
      overdue
      roomsClosed
      devicesWanted
    }
  }
`)
