import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const RescheduleSeries = graphql(`
  mutation RescheduleSeries($input: RescheduleSeriesInput!) {
    rescheduleSeries(input: $input) {
      __typename
      ... on RescheduleSeriesPayload {
        booking {
          ...BookingDetails
        }
        bookings {
          ...BookingDetails
        }
        skipped {
          reason
        }
        series {
          ...WholeSeries
        }
      }
      ...Refused
    }
  }
`);

const UpdateSeries = graphql(`
  mutation UpdateSeries($input: UpdateSeriesInput!) {
    updateSeries(input: $input) {
      __typename
      ... on UpdateSeriesPayload {
        booking {
          ...BookingDetails
        }
        bookings {
          ...BookingDetails
        }
        skipped {
          reason
        }
        series {
          ...WholeSeries
        }
      }
      ...Refused
    }
  }
`);

const CancelSeries = graphql(`
  mutation CancelSeries($input: CancelSeriesInput!) {
    cancelSeries(input: $input) {
      __typename
      ... on CancelSeriesPayload {
        booking {
          ...BookingDetails
        }
        bookings {
          ...BookingDetails
        }
        skipped {
          reason
        }
        series {
          ...WholeSeries
        }
      }
      ...Refused
    }
  }
`);

const HandOverSeries = graphql(`
  mutation HandOverSeries($input: HandOverSeriesInput!) {
    handOverSeries(input: $input) {
      __typename
      ... on HandOverSeriesPayload {
        booking {
          ...BookingDetails
        }
        bookings {
          ...BookingDetails
        }
        skipped {
          reason
        }
        series {
          ...WholeSeries
        }
      }
      ...Refused
    }
  }
`);

const RestoreSeriesDate = graphql(`
  mutation RestoreSeriesDate($input: RestoreSeriesDateInput!) {
    restoreSeriesDate(input: $input) {
      __typename
      ... on RestoreSeriesDatePayload {
        booking {
          ...BookingDetails
        }
        series {
          ...WholeSeries
        }
      }
      ...Refused
    }
  }
`);

export function useRescheduleSeries() {
  return useAttempt(RescheduleSeries, 'rescheduleSeries');
}

export function useUpdateSeries() {
  return useAttempt(UpdateSeries, 'updateSeries');
}

export function useCancelSeries() {
  return useAttempt(CancelSeries, 'cancelSeries');
}

export function useHandOverSeries() {
  return useAttempt(HandOverSeries, 'handOverSeries');
}

export function useRestoreSeriesDate() {
  return useAttempt(RestoreSeriesDate, 'restoreSeriesDate');
}
