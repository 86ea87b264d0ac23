import { act, createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

// What modules and React look for when they are loaded and when they draw.
const page = { nodeType: 9, activeElement: null, addEventListener() {}, removeEventListener() {} };
Object.assign(globalThis, {
  window: globalThis,
  document: page,
  HTMLIFrameElement: Event,
  addEventListener() {},
  removeEventListener() {},
  IS_REACT_ACT_ENVIRONMENT: true,
});

/**
 * Runs a hook without a browser: a component that draws nothing needs no more of the page than this.
 * @param around what the hook finds above it
 */
export async function runHook<T>(hook: () => T, around: (child: ReactNode) => ReactNode = (child) => child) {
  const container = { nodeType: 1, nodeName: 'DIV', tagName: 'DIV', ownerDocument: page, addEventListener() {} };
  const latest: { value?: T } = {};
  function Probe() {
    latest.value = hook();
    return null;
  }
  const root = createRoot(container as never);
  await act(async () => root.render(around(createElement(Probe))));
  return {
    /** What the hook gives back now. */
    now: () => latest.value as T,
    /** Does something to it, and waits for what comes of that. */
    act: (change: (value: T) => unknown) => act(async () => void change(latest.value as T)),
    end: () => act(async () => root.unmount()),
  };
}
