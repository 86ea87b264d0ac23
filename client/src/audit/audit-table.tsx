import { useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { AuditFilter } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { AuditLine } from './audit-line.tsx';
import type { AuditSearch } from './audit-search.ts';

const AuditTrail = graphql(`
  query AuditTrail($filter: AuditFilter, $after: String) {
    auditLog(filter: $filter, first: 50, after: $after) {
      edges {
        node {
          ...AuditLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const columnCount = 5;

type AuditTableProps = {
  filter: AuditFilter;
  onShow(change: AuditSearch): void;
};

/** Fifty at a time. */
export function AuditTable({ filter, onShow }: AuditTableProps) {
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  return (
    <div className="page-scroll">
      <table className="data-table audit-table cards" aria-label="Audit trail">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">To what</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        {pages.map((after, index) => (
          <AuditLines
            key={after}
            filter={filter}
            after={after}
            isLast={index === pages.length - 1}
            onShow={onShow}
            onMore={(next) => setPages((before) => [...before, next])}
          />
        ))}
      </table>
    </div>
  );
}

type AuditLinesProps = AuditTableProps & {
  after: string | null;
  isLast: boolean;
  onMore(after: string): void;
};

function AuditLines({ filter, after, isLast, onShow, onMore }: AuditLinesProps) {
  // What is known is out of date with the next thing that anybody does.
  const [{ data, error, fetching }, ask] = useQuery({
    query: AuditTrail,
    variables: { filter, after },
    requestPolicy: 'network-only',
  });
  if (!data) {
    return (
      <tbody aria-busy={!error}>
        {error ? (
          <tr>
            <td colSpan={columnCount}>
              <FailurePanel
                {...failureWords(error)}
                retrying={fetching}
                onRetry={() => ask({ requestPolicy: 'network-only' })}
              />
            </td>
          </tr>
        ) : (
          [220, 160, 200, 140, 180].map((width) => (
            <tr key={width} className="row-skeleton">
              <td colSpan={columnCount}>
                <span style={{ width }} />
                <p className="unseen">Loading</p>
              </td>
            </tr>
          ))
        )}
      </tbody>
    );
  }
  const { edges, pageInfo } = data.auditLog;
  return (
    <tbody>
      {edges.map(({ node }) => (
        <AuditLine key={node.id} entry={node} onShow={onShow} />
      ))}
      {edges.length === 0 && after === null && (
        <tr>
          <td colSpan={columnCount} className="page-empty">
            <h2>No matching entries.</h2>
            <p>Choose other days or remove a filter.</p>
          </td>
        </tr>
      )}
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <tr>
          <td colSpan={columnCount}>
            <Button onClick={() => onMore(pageInfo.endCursor ?? '')}>Show earlier</Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
