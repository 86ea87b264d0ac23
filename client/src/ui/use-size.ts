import { useLayoutEffect, useState, type RefObject } from 'react';

export type Size = {
  readonly width: number;
  readonly height: number;
};

/** The inner size of an element, from before it is first painted; null until it is there. */
export function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = observed;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
