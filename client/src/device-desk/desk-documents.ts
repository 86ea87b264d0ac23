import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment DeskBooking on Booking {
    id
    version
    reference
    clientName
    startsAt
    endsAt
    status
    seriesId
    room {
      id
      name
    }
    tenant {
      id
      code
      name
    }
    offSite {
      company
      returnOn
    }
  }
`);

graphql(`
  fragment DeskRequest on DeviceRequest {
    id
    version
    kind
    category {
      id
      name
    }
    quantity
    assigned
    state
    note
    booking {
      ...DeskBooking
    }
  }
`);

graphql(`
  fragment DeskDevice on Device {
    id
    serialNumber
    name
    place
    status
    lastUsedAt
    category {
      id
      name
      kind
      accessories
    }
  }
`);

graphql(`
  fragment DeskAssignment on DeviceAssignment {
    id
    version
    state
    startsAt
    dueAt
    late
    handedOutAt
    takenBy
    returnedAt
    condition
    device {
      ...DeskDevice
    }
    request {
      id
    }
    rental {
      id
      number
      dueOn
    }
    booking {
      ...DeskBooking
    }
  }
`);

/** What bears a code, and what takes it from one moment to another. */
export const DeviceByCode = graphql(`
  query DeviceByCode($code: String!, $from: DateTime!, $to: DateTime!) {
    deviceByCode(code: $code) {
      ...DeskDevice
      downtime {
        id
        kind
        startsAt
        expectedEnd
        note
      }
      current {
        id
        state
        dueAt
        late
        handedOutAt
        booking {
          id
          clientName
        }
      }
      plans(from: $from, to: $to) {
        startsAt
        endsAt
        assignment {
          id
          booking {
            id
            clientName
          }
        }
        downtime {
          id
          kind
        }
      }
    }
  }
`);
