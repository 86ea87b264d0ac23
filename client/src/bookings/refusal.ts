import { graphql } from '../graphql/generated/gql.ts'
import type { RefusalFragment, TakenSegmentFactsFragment } from '../graphql/generated/graphql.ts'

graphql(`
  fragment TakenSegmentFacts on TakenSegment {
    index
    startsAt
    endsAt
    conflicts {
      id
      startsAt
      endsAt
      room {
        id
        name
      }
      booking {
        ...BookingBar
      }
    }
    alternatives {
      room {
        id
        name
        capacity
      }
      startsAt
      endsAt
      spareSeats
      reason
    }
  }
`)

graphql(`
  fragment Refusal on Error {
    __typename
    message
    ... on InvalidInputError {
      fields {
        path
        message
      }
    }
    ... on RoomTakenError {
      segments {
        ...TakenSegmentFacts
      }
    }
    ... on WrongStatusError {
      status
    }
    ... on StaleBookingError {
      booking {
        ...BookingFacts
      }
    }
    ... on BusyError {
      retryAfterMs
    }
  }
`)

/** A "no" of the domain: which rule, in words, and whatever helps to turn it into a "yes". */
export type Refusal = RefusalFragment
export type TakenSegment = TakenSegmentFactsFragment
export type Alternative = TakenSegment['alternatives'][number]

/** What is wrong with which field, by path: `segments.0.endsAt`. */
export type FieldErrors = Readonly<Record<string, string>>

export function fieldErrorsOf(refusal: Refusal | null): FieldErrors {
  if (refusal?.__typename !== 'InvalidInputError') return {}
  return Object.fromEntries(refusal.fields.map(({ path, message }) => [path, message]))
}
