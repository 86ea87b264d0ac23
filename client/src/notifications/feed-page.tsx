import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { byBooking } from './by-booking.ts';
import { FeedGroup } from './feed-group.tsx';
import './notification-line.ts';
import type { FeedFilter } from './feed-filter.ts';

const NotificationFeed = graphql(`
  query NotificationFeed($unreadOnly: Boolean, $types: [NotificationType!], $after: String) {
    notifications(unreadOnly: $unreadOnly, types: $types, first: 30, after: $after) {
      edges {
        node {
          ...NotificationLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type FeedPageProps = {
  filter: FeedFilter;
  after: string | null;
  isLast: boolean;
  onMore(after: string): void;
  onFollowed: (() => void) | undefined;
};

export function FeedPage({ filter, after, isLast, onMore, onFollowed }: FeedPageProps) {
  const variables = { unreadOnly: filter.unreadOnly, types: filter.types ? [...filter.types] : null, after };
  const [{ data, error, fetching }, ask] = useQuery({
    query: NotificationFeed,
    variables,
    requestPolicy: 'cache-and-network',
  });
  if (!data) {
    return error ? (
      <FailurePanel
        {...failureWords(error)}
        retrying={fetching}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
      />
    ) : (
      <Skeleton />
    );
  }
  const { edges, pageInfo } = data.notifications;
  if (edges.length === 0 && after === null) return <Nothing filter={filter} />;
  return (
    <>
      <ul className="feed-groups">
        {byBooking(edges.map(({ node }) => node)).map((group) => (
          <FeedGroup key={group.key} group={group} onFollowed={onFollowed} />
        ))}
      </ul>
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <div className="feed-more">
          <Button onClick={() => onMore(pageInfo.endCursor ?? '')}>Show earlier</Button>
        </div>
      )}
    </>
  );
}

function Nothing({ filter }: { filter: FeedFilter }) {
  const narrowed = filter.types !== null;
  return (
    <div className="feed-empty">
      <h3>{filter.unreadOnly ? 'No unread notifications.' : 'No notifications yet.'}</h3>
      <p>
        {narrowed ? 'Choose another kind, or all of them.' : 'Changes to your bookings appear here as they happen.'}
      </p>
    </div>
  );
}

function Skeleton() {
  return (
    <ul className="feed-groups" aria-busy="true">
      {[180, 140, 200, 160].map((width) => (
        <li key={width} className="feed-group feed-skeleton">
          <span style={{ width }} />
          <span style={{ width: width + 80 }} />
          <p className="unseen">Loading</p>
        </li>
      ))}
    </ul>
  );
}
