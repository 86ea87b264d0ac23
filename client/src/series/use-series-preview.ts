import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { SeriesPreviewInput, SeriesPreviewQuery } from '../graphql/generated/graphql.ts';
import { useSettled } from '../forms/use-settled.ts';

const SeriesPreview = graphql(`
  query SeriesPreview($input: SeriesPreviewInput!) {
    seriesPreview(input: $input) {
      words
      dates {
        index
        date
        startsAt
        endsAt
        overCapacity
        problem
        room {
          id
          name
          capacity
        }
        conflicts {
          ...StandingOccupancy
        }
        alternatives {
          spareSeats
          reason
          room {
            id
            name
            capacity
          }
        }
      }
    }
  }
`);

export type PreviewedDate = SeriesPreviewQuery['seriesPreview']['dates'][number];

const againMs = 8_000;

/** Reads what a series would meet, read again and again for as long as it is looked at; null while nothing can be asked. */
export function useSeriesPreview(latest: SeriesPreviewInput | null) {
  const input = useSettled(latest);
  const pause = input === null;
  const [{ data, error, fetching, operation }, ask] = useQuery({
    query: SeriesPreview,
    variables: { input: input ?? emptyPreview },
    requestPolicy: 'network-only',
    pause,
  });

  useEffect(() => {
    if (pause) return;
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [pause, ask]);

  // What was read for another rule says nothing about this one.
  const current =
    !pause &&
    JSON.stringify(input) === JSON.stringify(latest) &&
    JSON.stringify(operation?.variables?.input) === JSON.stringify(input);
  return {
    preview: data && !pause ? data.seriesPreview : null,
    /** It is of what stands in the form now. */
    current: current && data !== undefined && !error,
    error: current ? error : undefined,
    fetching,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}

const emptyPreview: SeriesPreviewInput = {
  attendees: 1,
  first: { startsAt: '', endsAt: '' },
  rule: { frequency: 'DAILY' },
};
