import { graphql } from '../graphql/generated/gql.ts';
import './desk-documents.ts';

/** A request with all that its booking wants, and what could be given to it. */
export const OpenRequest = graphql(`
  query OpenRequest($id: ID!) {
    node(id: $id) {
      __typename
      ... on DeviceRequest {
        ...DeskRequest
        booking {
          id
          clientContactPerson
          deviceRequests {
            ...DeskRequest
            assignments {
              ...DeskAssignment
            }
          }
        }
        availability {
          total
          maintenance
          assigned
          late
          promised
          short
          wider
          free
          pickable
          from
          until
        }
        suggestions {
          reason
          device {
            id
            serialNumber
          }
        }
      }
    }
  }
`);

/** The devices that nothing takes while a request wants one. */
export const PickableDevices = graphql(`
  query PickableDevices($requestId: ID!, $search: String, $first: Int!) {
    pickableDevices(requestId: $requestId, search: $search, first: $first) {
      edges {
        node {
          ...DeskDevice
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

/** A list of today. */
export const DeskAssignments = graphql(`
  query DeskAssignments($list: DeskList!, $search: String, $first: Int!) {
    deviceAssignments(list: $list, search: $search, first: $first) {
      totalCount
      edges {
        node {
          ...DeskAssignment
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

export const DeskCounts = graphql(`
  query DeskCounts {
    toHandOut: deviceAssignments(list: TO_HAND_OUT, first: 1) {
      totalCount
    }
    out: deviceAssignments(list: OUT, first: 1) {
      totalCount
    }
    toBringBack: deviceAssignments(list: TO_BRING_BACK, first: 1) {
      totalCount
    }
    late: deviceAssignments(list: LATE, first: 1) {
      totalCount
    }
    pending: deviceRequests(tab: PENDING, first: 1) {
      totalCount
    }
    offSite: deviceRequests(tab: OFF_SITE, first: 1) {
      totalCount
    }
    all: deviceRequests(tab: ALL, first: 1) {
      totalCount
    }
    conflicts: deviceRequests(tab: CONFLICTS, first: 1) {
      totalCount
    }
  }
`);
