import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment DeviceUse on DeviceAssignment {
    id
    version
    state
    startsAt
    dueAt
    late
    handedOutAt
    takenBy
    rental {
      id
      number
      company
    }
    booking {
      id
      clientName
      reference
      room {
        id
        name
      }
    }
  }
`);

graphql(`
  fragment DeviceRow on Device {
    id
    version
    serialNumber
    name
    status
    late
    place
    lastUsedAt
    category {
      id
      name
      kind
    }
    downtime {
      id
      version
      kind
      startsAt
      expectedEnd
      late
      note
    }
    current {
      ...DeviceUse
    }
    next {
      ...DeviceUse
    }
  }
`);

graphql(`
  fragment DeviceFacts on Device {
    ...DeviceRow
    supplier
    goesBackOn
    purchaseDate
    notes
    officeAccount
    anydeskId
    retiredAt
    retireReason
  }
`);

graphql(`
  fragment CategoryFacts on DeviceCategory {
    id
    version
    name
    kind
    lowStockThreshold
    accessories
  }
`);
