import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const CreateDevices = graphql(`
  mutation CreateDevices($input: CreateDevicesInput!) {
    createDevices(input: $input) {
      __typename
      ... on CreateDevicesPayload {
        devices {
          ...DeviceFacts
        }
      }
      ...Refused
    }
  }
`);

const UpdateDevice = graphql(`
  mutation UpdateDevice($input: UpdateDeviceInput!) {
    updateDevice(input: $input) {
      __typename
      ... on UpdateDevicePayload {
        device {
          ...DeviceFacts
        }
      }
      ...Refused
    }
  }
`);

const RetireDevices = graphql(`
  mutation RetireDevices($input: RetireDevicesInput!) {
    retireDevices(input: $input) {
      __typename
      ... on RetireDevicesPayload {
        devices {
          ...DeviceFacts
        }
      }
      ...Refused
    }
  }
`);

const ReactivateDevices = graphql(`
  mutation ReactivateDevices($input: ReactivateDevicesInput!) {
    reactivateDevices(input: $input) {
      __typename
      ... on ReactivateDevicesPayload {
        devices {
          ...DeviceFacts
        }
      }
      ...Refused
    }
  }
`);

const TakeOutOfUse = graphql(`
  mutation TakeOutOfUse($input: StartDowntimeInput!) {
    startDowntime(input: $input) {
      __typename
      ... on StartDowntimePayload {
        downtimes {
          id
          version
          device {
            ...DeviceFacts
          }
        }
      }
      ...Refused
    }
  }
`);

const BringIntoUse = graphql(`
  mutation BringIntoUse($input: EndDowntimesInput!) {
    endDowntimes(input: $input) {
      __typename
      ... on EndDowntimesPayload {
        downtimes {
          id
          version
          device {
            ...DeviceFacts
          }
        }
      }
      ...Refused
    }
  }
`);

const CreateDeviceCategory = graphql(`
  mutation CreateDeviceCategory($input: CreateDeviceCategoryInput!) {
    createDeviceCategory(input: $input) {
      __typename
      ... on CreateDeviceCategoryPayload {
        category {
          ...CategoryFacts
        }
      }
      ...Refused
    }
  }
`);

const UpdateDeviceCategory = graphql(`
  mutation UpdateDeviceCategory($input: UpdateDeviceCategoryInput!) {
    updateDeviceCategory(input: $input) {
      __typename
      ... on UpdateDeviceCategoryPayload {
        category {
          ...CategoryFacts
        }
      }
      ...Refused
    }
  }
`);

export function useCreateDevices() {
  return useAttempt(CreateDevices, 'createDevices');
}

export function useUpdateDevice() {
  return useAttempt(UpdateDevice, 'updateDevice');
}

export function useRetireDevices() {
  return useAttempt(RetireDevices, 'retireDevices');
}

export function useReactivateDevices() {
  return useAttempt(ReactivateDevices, 'reactivateDevices');
}

export function useStartDowntime() {
  return useAttempt(TakeOutOfUse, 'startDowntime');
}

export function useEndDowntimes() {
  return useAttempt(BringIntoUse, 'endDowntimes');
}

export function useCreateDeviceCategory() {
  return useAttempt(CreateDeviceCategory, 'createDeviceCategory');
}

export function useUpdateDeviceCategory() {
  return useAttempt(UpdateDeviceCategory, 'updateDeviceCategory');
}
