import '../bookings/refusal.ts';
import { graphql } from '../graphql/generated/gql.ts';
import './desk-documents.ts';

export const AssignDevices = graphql(`
  mutation AssignDevices($input: AssignDevicesInput!) {
    assignDevices(input: $input) {
      __typename
      ... on AssignDevicesPayload {
        request {
          ...DeskRequest
          assignments {
            ...DeskAssignment
          }
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const HandOutDevices = graphql(`
  mutation HandOutDevices($input: HandOutDevicesInput!) {
    handOutDevices(input: $input) {
      __typename
      ... on HandOutDevicesPayload {
        assignments {
          ...DeskAssignment
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const ReturnDevices = graphql(`
  mutation ReturnDevices($input: ReturnDevicesInput!) {
    returnDevices(input: $input) {
      __typename
      ... on ReturnDevicesPayload {
        assignments {
          ...DeskAssignment
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const ReleaseDevices = graphql(`
  mutation ReleaseDevices($input: ReleaseDevicesInput!) {
    releaseDevices(input: $input) {
      __typename
      ... on ReleaseDevicesPayload {
        assignments {
          ...DeskAssignment
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const SwapDevice = graphql(`
  mutation SwapDevice($input: SwapDeviceInput!) {
    swapDevice(input: $input) {
      __typename
      ... on SwapDevicePayload {
        request {
          ...DeskRequest
          assignments {
            ...DeskAssignment
          }
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const LendDevices = graphql(`
  mutation LendDevices($input: LendDevicesInput!) {
    lendDevices(input: $input) {
      __typename
      ... on LendDevicesPayload {
        booking {
          ...DeskBooking
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const StartDowntime = graphql(`
  mutation StartDowntime($input: StartDowntimeInput!) {
    startDowntime(input: $input) {
      __typename
      ... on StartDowntimePayload {
        downtimes {
          id
          kind
          startsAt
          device {
            id
            status
            serialNumber
          }
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const EndDowntimes = graphql(`
  mutation EndDowntimes($input: EndDowntimesInput!) {
    endDowntimes(input: $input) {
      __typename
      ... on EndDowntimesPayload {
        downtimes {
          id
          endedAt
          device {
            id
            status
            serialNumber
          }
        }
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

export const UndoDeviceMove = graphql(`
  mutation UndoDeviceMove($input: UndoDeviceMoveInput!) {
    undoDeviceMove(input: $input) {
      __typename
      ... on UndoDeviceMovePayload {
        moves {
          id
        }
      }
      ...Refused
    }
  }
`);

/** All that a booking wants is said again, with another number for one of them. */
export const RaiseDeviceRequest = graphql(`
  mutation RaiseDeviceRequest($input: SetDeviceRequestsInput!) {
    setDeviceRequests(input: $input) {
      __typename
      ... on SetDeviceRequestsPayload {
        booking {
          id
          version
          deviceRequests {
            ...DeskRequest
          }
        }
      }
      ...Refused
    }
  }
`);
