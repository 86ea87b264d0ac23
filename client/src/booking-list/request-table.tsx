import { useId, type ReactNode } from 'react';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingFilter } from '../graphql/generated/graphql.ts';
import { ListPages } from './list-pages.tsx';
import { requestColumns, RequestRow } from './request-row.tsx';

const RequestList = graphql(`
  query RequestList($filter: BookingFilter, $first: Int, $after: String, $last: Int, $before: String) {
    bookings(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          ...RequestRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

type RequestTableProps = {
  title: string;
  filter: BookingFilter;
  backwards: boolean;
  changes: number;
  empty: ReactNode;
  selected: string | undefined;
  onOpen(id: string): void;
  onWithdraw(id: string): void;
};

export function RequestTable({ title, selected, onOpen, onWithdraw, ...list }: RequestTableProps) {
  const heading = useId();
  return (
    <section className="request-list" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <table className="data-table cards booking-table" aria-labelledby={heading}>
        <thead>
          <tr>
            {requestColumns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <ListPages
          document={RequestList}
          columns={requestColumns.length}
          more={list.backwards ? 'Show earlier' : 'Show later'}
          {...list}
        >
          {(booking) => (
            <RequestRow
              key={booking.id}
              booking={booking}
              isOpen={booking.id === selected}
              onOpen={() => onOpen(booking.id)}
              onWithdraw={() => onWithdraw(booking.id)}
            />
          )}
        </ListPages>
      </table>
    </section>
  );
}
