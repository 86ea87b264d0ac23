import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { CategoryFactsFragment, DeviceCountsFragment } from '../graphql/generated/graphql.ts';

graphql(`
  fragment DeviceCounts on DeviceFigures {
    total
    available
    inRooms
    offSite
    overdue
    maintenance
    lost
  }
`);

const InventoryFigures = graphql(`
  query InventoryFigures {
    deviceFigures {
      ...DeviceCounts
      byCategory {
        ...DeviceCounts
        category {
          ...CategoryFacts
        }
      }
    }
    deviceCategories {
      ...CategoryFacts
    }
  }
`);

const noCategories: readonly CategoryFactsFragment[] = [];
const noCounts: readonly { readonly category: CategoryFactsFragment | null; readonly counts: DeviceCountsFragment }[] =
  [];

/**
 * Reads how many devices there are and what they do now.
 * @param changes counts what happened to devices: it is read anew after each
 */
export function useDeviceFigures(changes: number) {
  const [{ data, error, fetching }, ask] = useQuery({ query: InventoryFigures, requestPolicy: 'cache-and-network' });

  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);

  return {
    /** Null while they are under way. */
    all: data?.deviceFigures ?? null,
    byCategory:
      data?.deviceFigures.byCategory.map(({ category, ...counts }) => ({ category: category ?? null, counts })) ??
      noCounts,
    categories: data?.deviceCategories ?? noCategories,
    error,
    fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}

export type InventoryFigures = ReturnType<typeof useDeviceFigures>;
