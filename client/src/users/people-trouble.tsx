import { RefusedNotice, type CommonTrouble } from '../forms/refused-notice.tsx';
import { Notice } from '../ui/notice.tsx';

const refusalTitles = {
  LastAdministratorError: 'One administrator must be able to sign in.',
  OpenBookingsError: 'There are open bookings.',
};

type PeopleTroubleProps = {
  trouble:
    | CommonTrouble
    | { readonly __typename: 'LastAdministratorError'; readonly message: string }
    | { readonly __typename: 'OpenBookingsError'; readonly message: string }
    | null;
  stray?: readonly string[];
  busy: boolean;
  onRetry(): void;
};

/** Why somebody's account stays as it is. */
export function PeopleTrouble({ trouble, ...notice }: PeopleTroubleProps) {
  if (trouble === null) return null;
  if (trouble.__typename !== 'LastAdministratorError' && trouble.__typename !== 'OpenBookingsError')
    return <RefusedNotice {...notice} trouble={trouble} />;
  return (
    <Notice tone="problem" title={refusalTitles[trouble.__typename]}>
      {trouble.message}
    </Notice>
  );
}
