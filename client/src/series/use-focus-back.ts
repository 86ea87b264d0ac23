import { useCallback, useEffect, useRef, type RefObject } from 'react';

/**
 * Some buttons go once they are pressed. Call what this gives back when one is: once another stands in its place,
 * the keyboard goes on from there.
 */
export function useFocusBack(place: RefObject<HTMLElement | null>): () => void {
  const pressed = useRef(false);

  useEffect(() => {
    const { activeElement } = document;
    if (!pressed.current) return;
    if (activeElement !== document.body) {
      // Whoever has gone on elsewhere is not fetched back.
      pressed.current = place.current?.contains(activeElement) ?? false;
      return;
    }
    const button = place.current?.querySelector('button');
    if (!button) return;
    pressed.current = false;
    button.focus();
  });

  return useCallback(() => {
    pressed.current = true;
  }, []);
}
