import { useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { UserRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useNow } from '../ui/use-now.ts';
import { RoleTags, StandingTag } from './user-tags.tsx';

const UserList = graphql(`
  query UserList($search: String, $after: String) {
    users(search: $search, first: 50, after: $after) {
      edges {
        node {
          ...UserRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type UserTableProps = {
  search: string;
  /** What is known may be out of date. */
  fresh: boolean;
  selected: string | null;
  onOpen(id: string): void;
};

/** Fifty at a time, by username. */
export function UserTable({ search, fresh, selected, onOpen }: UserTableProps) {
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  return (
    <div className="page-scroll">
      <table className="data-table cards" aria-label="People">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Roles</th>
            <th scope="col">E-mail</th>
            <th scope="col">Account</th>
            <th scope="col">Last sign-in</th>
          </tr>
        </thead>
        {pages.map((after, index) => (
          <UserRows
            key={after}
            search={search}
            after={after}
            fresh={fresh}
            selected={selected}
            isLast={index === pages.length - 1}
            onOpen={onOpen}
            onMore={(next) => setPages((before) => [...before, next])}
          />
        ))}
      </table>
    </div>
  );
}

type UserRowsProps = UserTableProps & {
  after: string | null;
  isLast: boolean;
  onMore(after: string): void;
};

function UserRows({ search, after, fresh, selected, isLast, onOpen, onMore }: UserRowsProps) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: UserList,
    variables: { search: search || null, after },
    requestPolicy: fresh ? 'network-only' : 'cache-and-network',
  });
  if (!data) {
    return (
      <tbody aria-busy={!error}>
        {error ? (
          <tr>
            <td colSpan={5}>
              <FailurePanel
                {...failureWords(error)}
                retrying={fetching}
                onRetry={() => ask({ requestPolicy: 'network-only' })}
              />
            </td>
          </tr>
        ) : (
          [180, 120, 160, 140].map((width) => (
            <tr key={width} className="row-skeleton">
              <td colSpan={5}>
                <span style={{ width }} />
                <p className="unseen">Loading</p>
              </td>
            </tr>
          ))
        )}
      </tbody>
    );
  }
  const { edges, pageInfo } = data.users;
  return (
    <tbody>
      {edges.map(({ node }) => (
        <UserLine key={node.id} user={node} isOpen={node.id === selected} onOpen={() => onOpen(node.id)} />
      ))}
      {edges.length === 0 && after === null && (
        <tr>
          <td colSpan={5} className="page-empty">
            <h2>No person matches “{search}”.</h2>
            <p>Names, usernames and e-mail addresses are searched.</p>
          </td>
        </tr>
      )}
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <tr>
          <td colSpan={5}>
            <Button onClick={() => onMore(pageInfo.endCursor ?? '')}>Show more</Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function UserLine({ user, isOpen, onOpen }: { user: UserRowFragment; isOpen: boolean; onOpen(): void }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { displayName, username, email, lastSignInAt } = user;
  return (
    <tr data-open={isOpen}>
      <td>
        <button type="button" className="row-link" aria-expanded={isOpen} onClick={onOpen}>
          {displayName}
        </button>{' '}
        <span className="quiet">{username}</span>
      </td>
      <td data-label="Roles">
        <RoleTags roles={user.roles} />
      </td>
      <td data-label="E-mail">{email ?? <span className="quiet">None</span>}</td>
      <td data-label="Account">
        <StandingTag active={user.active} invited={user.invited} />
      </td>
      <td data-label="Last sign-in">
        {lastSignInAt ? momentWords(Date.parse(lastSignInAt), now, timeZone) : <span className="quiet">Never</span>}
      </td>
    </tr>
  );
}
