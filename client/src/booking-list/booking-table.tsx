import { graphql } from '../graphql/generated/gql.ts';
import type { BookingFilter } from '../graphql/generated/graphql.ts';
import { BookingRow, bookingColumns } from './booking-row.tsx';
import { ListPages } from './list-pages.tsx';

const BookingList = graphql(`
  query BookingList($filter: BookingFilter, $first: Int, $after: String, $last: Int, $before: String) {
    bookings(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          ...BookingRow
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

type BookingTableProps = {
  filter: BookingFilter;
  backwards: boolean;
  changes: number;
  selected: string | undefined;
  onOpen(id: string): void;
};

export function BookingTable({ filter, backwards, changes, selected, onOpen }: BookingTableProps) {
  return (
    <div className="page-scroll">
      <table className="data-table cards booking-table" aria-label="Bookings">
        <thead>
          <tr>
            {bookingColumns.map(([column, look]) => (
              <th key={column} scope="col" className={look}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <ListPages
          document={BookingList}
          filter={filter}
          backwards={backwards}
          changes={changes}
          columns={bookingColumns.length}
          more={backwards ? 'Show earlier' : 'Show later'}
          empty={
            <>
              <h2>{filter.search ? `No booking matches “${filter.search}”.` : 'No matching bookings.'}</h2>
              <p>
                Choose another time or remove a filter. The search covers client, reference and, where you may see it,
                contact.
              </p>
            </>
          }
        >
          {(booking) => (
            <BookingRow
              key={booking.id}
              booking={booking}
              isOpen={booking.id === selected}
              onOpen={() => onOpen(booking.id)}
            />
          )}
        </ListPages>
      </table>
    </div>
  );
}
