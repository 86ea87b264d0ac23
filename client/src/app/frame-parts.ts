import type { FrameParts } from '../frame/frame-parts.ts';
import { LazyBell } from '../notifications/lazy-bell.tsx';
import { SearchButton } from '../search/search-button.tsx';

export const frameParts: FrameParts = {
  Bell: LazyBell,
  SearchButton,
  loadSearch: async () => (await import('../search/search-panel.tsx')).SearchPanel,
  loadFeed: async () => (await import('../notifications/feed-panel.tsx')).FeedPanel,
};
