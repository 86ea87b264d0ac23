import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { DeviceCategoryOption } from './device-lines.ts';

const AllDeviceCategories = graphql(`
  query AllDeviceCategories {
    deviceCategories {
      id
      name
      kind
    }
  }
`);

const noCategories: readonly DeviceCategoryOption[] = [];

/** What devices there are to prefer; none while they are under way. */
export function useDeviceCategories(): readonly DeviceCategoryOption[] {
  const [{ data }] = useQuery({ query: AllDeviceCategories, requestPolicy: 'cache-and-network' });
  return data?.deviceCategories ?? noCategories;
}
