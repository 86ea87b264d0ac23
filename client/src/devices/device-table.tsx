import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { DeviceFilter } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { filterOf, isFiltered } from './device-filter.ts';
import { DeviceLine } from './device-line.tsx';
import type { DevicesSearch } from './devices-search.ts';

const DeviceList = graphql(`
  query DeviceList($filter: DeviceFilter, $after: String) {
    devices(filter: $filter, first: 100, after: $after) {
      totalCount
      edges {
        node {
          ...DeviceRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const columns = ['Device', 'Category', 'Place', 'Now', 'Next', 'Last used'];

type DeviceTableProps = {
  search: DevicesSearch;
  /** Counts what happened to devices: the list is read anew after each. */
  changes: number;
  onOpen(id: string): void;
  onClear(): void;
};

/** A hundred at a time, by serial number. */
export function DeviceTable({ search, changes, onOpen, onClear }: DeviceTableProps) {
  const filter = filterOf(search);
  return (
    <div className="page-scroll devices-scroll">
      <table className="data-table cards device-table" aria-label="Devices">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <DevicePages
          key={JSON.stringify(filter)}
          filter={filter}
          changes={changes}
          selected={search.device ?? null}
          filtered={isFiltered(search)}
          onOpen={onOpen}
          onClear={onClear}
        />
      </table>
    </div>
  );
}

type DevicePagesProps = Pick<DeviceTableProps, 'changes' | 'onOpen' | 'onClear'> & {
  filter: DeviceFilter;
  selected: string | null;
  filtered: boolean;
};

function DevicePages(props: DevicePagesProps) {
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  return pages.map((after, index) => (
    <DeviceRows
      key={after}
      {...props}
      after={after}
      isLast={index === pages.length - 1}
      onMore={(next) => setPages((before) => [...before, next])}
    />
  ));
}

type DeviceRowsProps = DevicePagesProps & {
  after: string | null;
  isLast: boolean;
  onMore(after: string): void;
};

function DeviceRows({ filter, after, changes, selected, filtered, isLast, ...props }: DeviceRowsProps) {
  const { onOpen, onClear, onMore } = props;
  const [{ data, error, fetching }, ask] = useQuery({
    query: DeviceList,
    variables: { filter, after },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);

  if (!data) {
    return (
      <tbody aria-busy={!error}>
        {error ? (
          <tr>
            <td colSpan={columns.length}>
              <FailurePanel
                {...failureWords(error)}
                retrying={fetching}
                onRetry={() => ask({ requestPolicy: 'network-only' })}
              />
            </td>
          </tr>
        ) : (
          <SkeletonRows />
        )}
      </tbody>
    );
  }
  const { edges, pageInfo, totalCount } = data.devices;
  const { endCursor } = pageInfo;
  return (
    <tbody>
      {edges.map(({ node }) => (
        <DeviceLine key={node.id} device={node} isOpen={node.id === selected} onOpen={onOpen} />
      ))}
      {edges.length === 0 && after === null && (
        <tr>
          <td colSpan={columns.length} className="page-empty">
            <h2>{filtered ? 'No device matches.' : 'There is no device yet.'}</h2>
            {filtered ? (
              <Button onClick={onClear}>Show all devices</Button>
            ) : (
              <p>Add a category first, then its devices by serial number.</p>
            )}
          </td>
        </tr>
      )}
      {isLast && pageInfo.hasNextPage && endCursor && (
        <tr>
          <td colSpan={columns.length}>
            <Button onClick={() => onMore(endCursor)}>Show more of {totalCount}</Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function SkeletonRows() {
  return [120, 90, 140, 110, 100, 130].map((width) => (
    <tr key={width} className="row-skeleton">
      <td colSpan={columns.length}>
        <span style={{ width }} />
        <p className="unseen">Loading…</p>
      </td>
    </tr>
  ));
}
