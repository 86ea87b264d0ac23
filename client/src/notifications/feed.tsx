import { useState } from 'react';
import { FeedPage } from './feed-page.tsx';
import './feed.css';
import type { FeedFilter } from './feed-filter.ts';

type FeedProps = {
  filter: FeedFilter;
  /** After one was followed to its booking. */
  onFollowed?: () => void;
};

/** What one was told, newest first, thirty at a time. Begins anew with another key. */
export function Feed({ filter, onFollowed }: FeedProps) {
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  return (
    <div className="feed">
      {pages.map((after, index) => (
        <FeedPage
          key={after}
          filter={filter}
          after={after}
          isLast={index === pages.length - 1}
          onMore={(next) => setPages((before) => [...before, next])}
          onFollowed={onFollowed}
        />
      ))}
    </div>
  );
}
