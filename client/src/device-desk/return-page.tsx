import { Link, useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Page } from '../frame/page.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { useMedia } from '../ui/use-media.ts';
import { countWords } from './desk-facts.ts';
import { deskTabs, type DeskSearch } from './desk-search.ts';
import { useDeskKeys } from './desk-keys.ts';
import { ReturnFix } from './return-fix.tsx';
import { countReturned, isProblem, lastReturned } from './return-lines.ts';
import { useReturning } from './use-returning.ts';
import './device-desk.css';

/** Takes devices back: scan, see, next. What is damaged is one key. */
export function ReturnPage() {
  return (
    <Page
      title="Bring back"
      needs="device:assign"
      toolbar={
        <Link className="button button-plain page-action" to="/device-desk">
          Device desk
        </Link>
      }
    >
      <ReturnDesk />
    </Page>
  );
}

function ReturnDesk() {
  const navigate = useNavigate();
  const returning = useReturning();
  const { lines, dispatch, scan, waiting } = returning;
  const [fixedId, setFixedId] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const hasFinger = useMedia('(pointer: coarse)');
  const focusField = () => field.current?.focus({ preventScroll: true });
  useEffect(() => {
    if (!hasFinger) field.current?.focus({ preventScroll: true });
  }, [hasFinger, field]);

  const goToDesk = (search: DeskSearch) => void navigate({ to: '/device-desk', search });
  const count = countReturned(lines);
  const [latest] = lines;
  function fix() {
    const line = lastReturned(lines);
    if (line) setFixedId(line.id);
  }
  useDeskKeys({
    onStep: () => goToDesk({ tab: 'pending' }),
    onTab: (number) => {
      const tab = deskTabs[number];
      if (tab) goToDesk(tab === 'today' ? {} : { tab });
    },
    onLend: () => goToDesk({ drawer: 'lend' }),
    onBringBack: focusField,
    onSearch: focusField,
    acts: [{ key: 'd', words: 'The last device is damaged or lost', run: fix }],
  });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const typed = event.currentTarget.value;
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') event.currentTarget.value = '';
    if (event.key !== 'Enter' && (event.key !== 'Tab' || typed.trim() === '' || event.shiftKey)) return;
    event.preventDefault();
    event.currentTarget.value = '';
    scan(typed);
  }

  return (
    <div className="return-page">
      <div className="return-field">
        <label htmlFor="return-scan">Scan each device that comes back</label>
        <input
          ref={field}
          id="return-scan"
          className="input return-input scan-input"
          type="search"
          placeholder="Serial number"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onKeyDown={onKeyDown}
        />
        <p className="return-count" aria-live="off">
          {count > 0 ? `${countWords(count)} back` : 'Nothing scanned yet'}
          {waiting > 0 && `, ${waiting} to look up`}
        </p>
        <p className="unseen" role="status" aria-live="polite">
          <span key={latest ? `${latest.id} ${latest.state}` : ''}>{latest?.words ?? ''}</span>
        </p>
      </div>
      <ul className="return-lines" aria-label="Scanned devices">
        {lines.map((line) => (
          <li key={line.id} className="return-line" data-state={line.state} data-problem={isProblem(line) || undefined}>
            <span className="return-code">{line.code}</span>
            <span className="return-words">{line.words}</span>
            {line.state === 'returned' && (
              <Button look="ghost" title="Damaged (Alt D)" onClick={() => setFixedId(line.id)}>
                Damaged…
              </Button>
            )}
            {line.state === 'in-maintenance' && line.downtimeId && (
              <Button onClick={() => returning.endDowntime(line)}>It is back</Button>
            )}
            {isProblem(line) && (
              <IconButton
                label={`Dismiss ${line.code}`}
                onClick={() => {
                  dispatch({ type: 'dismiss', id: line.id });
                  focusField();
                }}
              >
                <X aria-hidden="true" />
              </IconButton>
            )}
            {line.id === fixedId && (
              <ReturnFix
                line={line}
                onClose={() => {
                  setFixedId(null);
                  focusField();
                }}
                onFixed={(change) => dispatch({ type: 'change', id: line.id, change })}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
