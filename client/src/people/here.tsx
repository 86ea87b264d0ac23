import { createContext, use, useMemo, type ReactNode } from 'react';
import type { FacilityFactsFragment, SignedInViewerFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { writeDatesAs } from '../time/date-order.ts';
import { may } from './may.ts';

graphql(`
  fragment SignedInViewer on Viewer {
    user {
      id
      username
      displayName
    }
    tenants {
      id
      code
      name
    }
    permissions
    via
  }
`);

graphql(`
  fragment FacilityFacts on Facility {
    name
    address
    timeZone
    currency
    locale
    weekStartsOn
    opensAt
    closesAt
    openingHours {
      opensAt
      closesAt
    }
    usualFrom
    usualUntil
    bookYearsAhead
    bookableUntil
  }
`);

type Here = {
  readonly viewer: SignedInViewerFragment;
  readonly facility: FacilityFactsFragment;
  /** Whether the person who looks at this may do it; see `may`. */
  may(permission: string): boolean;
};

export const HereContext = createContext<Here | null>(null);

type HereProviderProps = {
  viewer: SignedInViewerFragment;
  facility: FacilityFactsFragment;
  children: ReactNode;
};

export function HereProvider({ viewer, facility, children }: HereProviderProps) {
  const here = useMemo(
    () => ({ viewer, facility, may: (permission: string) => may(viewer, permission) }),
    [viewer, facility],
  );
  // Words are written anew, all of them, where the facility writes its dates in another way from now on.
  writeDatesAs(facility.locale);
  return (
    <HereContext key={facility.locale} value={here}>
      {children}
    </HereContext>
  );
}

/** Who is signed in, and to which house. */
export function useHere(): Here {
  const here = use(HereContext);
  if (!here) throw new Error('useHere is used by somebody who is not signed in');
  return here;
}
