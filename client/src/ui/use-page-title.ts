import { useEffect } from 'react'

const PRODUCT = 'Colab'

/** What the tab and the history of the browser say: `16 – 22 November 2026 · Colab`. */
export function usePageTitle(text: string): void {
  useEffect(() => {
    document.title = text ? `${text} · ${PRODUCT}` : PRODUCT
    return () => {
      document.title = PRODUCT
    }
  }, [text])
}
