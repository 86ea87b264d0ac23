import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment TakenDevices on DeviceTakenError {
    devices {
      id
      serialNumber
    }
    alternatives {
      id
      serialNumber
      name
    }
    clashes {
      device {
        id
        serialNumber
      }
      startsAt
      endsAt
      booking {
        id
        clientName
      }
    }
  }
`);

graphql(`
  fragment UnfitDevices on DeviceUnfitError {
    devices {
      device {
        id
        serialNumber
      }
      reason
    }
  }
`);

graphql(`
  fragment DevicesInUse on DeviceInUseError {
    assignments {
      id
      version
      state
      startsAt
      dueAt
      device {
        id
        serialNumber
      }
      booking {
        id
        clientName
      }
    }
  }
`);

graphql(`
  fragment FilledRequest on RequestFilledError {
    request {
      id
      version
      quantity
      assigned
      state
    }
  }
`);
