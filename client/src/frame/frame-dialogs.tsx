import { use, useEffect } from 'react';
import { LoadEventWordsContext } from '../bookings/feature-words.ts';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { LazyDialog } from '../ui/lazy-dialog.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { useUndoNewest } from '../ui/undoable.ts';
import { useFrameParts } from './frame-parts.ts';
import { usePages } from './pages.ts';

export type FrameDialog = 'search' | 'keys' | 'notifications';

const everywhere = 'Everywhere';
const idleMs = 1_500;

async function loadKeys() {
  return (await import('./key-list.tsx')).KeyList;
}

type FrameDialogsProps = {
  shown: FrameDialog | null;
  onShow(dialog: FrameDialog): void;
  onClosed(dialog: FrameDialog): void;
};

/** Shows what every page can open over itself, and the keys for it. */
export function FrameDialogs({ shown, onShow, onClosed }: FrameDialogsProps) {
  const { loadSearch, loadFeed } = useFrameParts();
  const loadEventWords = use(LoadEventWordsContext);
  const goTo = useGoTo();
  const pages = usePages();
  const { may } = useHere();
  const undo = useUndoNewest();
  const search = { words: 'Search', run: () => onShow('search') };

  useShortcuts(
    {
      'mod+k': search,
      '/': search,
      ...Object.fromEntries(
        pages.map(({ to, words, key }) => [
          `g ${key}`,
          { words: `Go to ${to === '/calendar' ? 'the calendar' : words}`, run: () => goTo.page(to) },
        ]),
      ),
      ...(may('notification:read') ? { b: { words: 'Notifications', run: () => onShow('notifications') } } : {}),
      u: { words: 'Undo', run: undo },
      'g m': { words: 'Go to my account', run: () => goTo.page('/account') },
      '?': { words: 'Keyboard shortcuts', run: () => onShow('keys') },
    },
    everywhere,
  );

  // Once the page stands, so that the first word typed into the search finds its field there, and a history its words.
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadSearch(), loadKeys(), loadEventWords()]), idleMs);
    return () => clearTimeout(timer);
  }, [loadSearch, loadEventWords]);

  if (shown === null) return null;
  const dialog = { className: `${shown === 'keys' ? 'key' : shown}-dialog`, onClose: () => onClosed(shown) };
  switch (shown) {
    case 'search':
      return (
        <LazyDialog {...dialog} key={shown} label="Search" load={loadSearch}>
          {(SearchPanel, typed) => <SearchPanel typed={typed} onKeys={() => onShow('keys')} />}
        </LazyDialog>
      );
    case 'notifications':
      return (
        <LazyDialog {...dialog} key={shown} label="Notifications" load={loadFeed}>
          {(FeedPanel) => <FeedPanel />}
        </LazyDialog>
      );
    case 'keys':
      return (
        <LazyDialog {...dialog} key={shown} label="Keyboard shortcuts" load={loadKeys}>
          {(KeyList) => <KeyList />}
        </LazyDialog>
      );
  }
}
