import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { useCloseDialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys/keys.tsx';
import { listShortcuts } from '../ui/keys/shortcuts.ts';
import { groupKeys } from './group-keys.ts';
import './key-list.css';

/** Every key that works on the page behind it, as the page itself has registered it. */
export function KeyList() {
  const close = useCloseDialog();
  // As it was on opening: behind a dialog no key works, and none comes.
  const [groups] = useState(() => groupKeys(listShortcuts()));

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => event.key === '?' && close();
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [close]);

  return (
    <>
      <header className="key-list-head">
        <h2>Keyboard shortcuts</h2>
        <IconButton label="Close" autoFocus onClick={close}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {/* Focusable, so that a list longer than the screen scrolls by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="key-list" tabIndex={0} role="group" aria-label="All shortcuts">
        {groups.map(({ label, lines }) => (
          <section key={label} className="key-group">
            <h3>{label}</h3>
            <dl>
              {lines.map(({ words, keys }) => (
                <div key={words} className="key-line">
                  <dt>{words}</dt>
                  <dd>
                    {keys.map((one, index) => (
                      <span key={one} className="key-way">
                        {index > 0 && <span className="keys-then">or</span>}
                        <Keys keys={one} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
