import { useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { NotifiedBookingFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { datedWords } from '../time/dated-words.ts';
import { intervalOf } from '../time/interval.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { changeWords } from './change-words.ts';
import { FeedChanges } from './feed-changes.tsx';
import { itemWords } from './notification-words.ts';
import './notification-line.ts';

const NotifiedBookings = graphql(`
  query NotifiedBookings($id: ID!, $skip: Int!) {
    node(id: $id) {
      id
      ... on Notification {
        items(first: 50, skip: $skip) {
          ...NotifiedBooking
        }
      }
    }
  }
`);

const itemsAtOnce = 50;

type FeedItemsProps = {
  id: string;
  lineId: string;
  count: number;
  onFollow(booking: NotifiedBookingFragment['booking']): void;
};

/** The bookings that one act covered, fifty at a time. */
export function FeedItems({ id, lineId, count, onFollow }: FeedItemsProps) {
  const [pages, setPages] = useState(1);
  const left = count - pages * itemsAtOnce;
  return (
    <div id={id} className="feed-items">
      {Array.from({ length: pages }, (_, page) => (
        <ItemsPage key={page} lineId={lineId} skip={page * itemsAtOnce} onFollow={onFollow} />
      ))}
      {left > 0 && <Button onClick={() => setPages(pages + 1)}>Show {Math.min(left, itemsAtOnce)} more</Button>}
    </div>
  );
}

function ItemsPage({ lineId, skip, onFollow }: Pick<FeedItemsProps, 'lineId' | 'onFollow'> & { skip: number }) {
  const [{ data, error, fetching }, ask] = useQuery({ query: NotifiedBookings, variables: { id: lineId, skip } });
  const { timeZone } = useHere().facility;
  const now = useNow();
  const items = data?.node && 'items' in data.node ? data.node.items : undefined;
  if (!items)
    return error ? (
      <FailurePanel
        {...failureWords(error)}
        retrying={fetching}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
      />
    ) : (
      <p className="quiet">Loading…</p>
    );
  return (
    <ul className="feed-lines">
      {items.map((item) => (
        <li key={item.booking.id} className="feed-item">
          <button type="button" className="feed-about" onClick={() => onFollow(item.booking)}>
            <span className="feed-client">{item.booking.clientName}</span>
            <span className="feed-when">
              {datedWords(intervalOf(item.booking.startsAt, item.booking.endsAt), timeZone, now)} ·{' '}
              {item.booking.reference}
            </span>
          </button>
          <span className="feed-words">{itemWords(item)}</span>
          <FeedChanges changes={changeWords(item, timeZone, now)} />
        </li>
      ))}
    </ul>
  );
}
