import { Fragment } from 'react';
import { onMac } from './on-mac.ts';
import './keys.css';

/** What is printed on the key, and what is said where that is a picture. */
const keyCaps: Readonly<Record<string, readonly [sign: string, spoken?: string]>> = {
  mod: onMac ? ['⌘', 'Command'] : ['Ctrl'],
  Ctrl: onMac ? ['⌃', 'Control'] : ['Ctrl'],
  Alt: onMac ? ['⌥', 'Option'] : ['Alt'],
  Shift: onMac ? ['⇧', 'Shift'] : ['Shift'],
  Escape: ['Esc'],
  Arrows: ['← ↑ ↓ →', 'arrow keys'],
  ArrowLeft: ['←', 'left arrow'],
  ArrowRight: ['→', 'right arrow'],
  ArrowUp: ['↑', 'up arrow'],
  ArrowDown: ['↓', 'down arrow'],
  Wheel: ['wheel'],
  '-': ['−', 'minus'],
};

function Cap({ name }: { name: string }) {
  const [sign, spoken] = keyCaps[name] ?? [name.length === 1 ? name.toUpperCase() : name];
  if (!spoken) return <kbd className="key">{sign}</kbd>;
  return (
    <kbd className="key">
      <span aria-hidden="true">{sign}</span>
      <span className="unseen">{spoken}</span>
    </kbd>
  );
}

/** Keys as they are printed: `mod+k`, `g c`, `Alt+Arrows`. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {keys.split(' ').map((stroke, index) => (
        <Fragment key={stroke}>
          {index > 0 && <span className="keys-then">then</span>}
          {/* The plus between two names, not the one that is a key. */}
          {stroke.split(/\+(?=.)/).map((name) => (
            <Cap key={name} name={name} />
          ))}
        </Fragment>
      ))}
    </span>
  );
}
