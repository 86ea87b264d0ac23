import { useEffect } from 'react';
import { setPageTitle } from './title-badge.ts';

/** What the tab and the history of the browser say: `16 – 22 November 2026 · Colab`. */
export function usePageTitle(text: string): void {
  useEffect(() => {
    setPageTitle(text);
    return () => setPageTitle('');
  }, [text]);
}
