import { useEffect, useState } from 'react';
import { useLiveStatus } from '../graphql/connection-context.tsx';
import { useHere } from '../people/here.tsx';
import { timeWords } from '../time/words.ts';
import './live-dot.css';

/** The first connection takes a moment on every line: until then nothing is said, and nothing moves when it is there. */
const openingMs = 2_500;

/** Whether what is on the screen is what is true. In words as well as in colour. */
export function LiveDot() {
  const { state, since } = useLiveStatus();
  const { facility } = useHere();
  const [isOpening, setOpening] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setOpening(false), state === 'catching-up' ? openingMs : 0);
    return () => clearTimeout(timer);
  }, [state]);

  const words = { live: 'Live', 'catching-up': 'Catching up', offline: 'Offline' }[state];
  const moment = state === 'offline' ? ` since ${timeWords(since, facility.timeZone)}` : '';
  if (isOpening && state === 'catching-up') {
    return (
      <div className="live-dot" data-state={state} title="Connecting">
        <span className="live-dot-mark" aria-hidden="true" />
        <span className="live-dot-words live-dot-opening" aria-hidden="true">
          Live
        </span>
      </div>
    );
  }
  return (
    <div className="live-dot" data-state={state} role="status" title={words + moment}>
      <span className="live-dot-mark" aria-hidden="true" />
      <span className="live-dot-words">
        {words}
        {moment && <span className="live-dot-moment">{moment}</span>}
      </span>
    </div>
  );
}
