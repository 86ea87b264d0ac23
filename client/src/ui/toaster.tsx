import { X } from 'lucide-react';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import './toaster.css';

export type Toast = {
  readonly text: string;
  readonly action?: { readonly label: string; readonly keys?: string; run(): void };
  /** No key reaches behind it. */
  readonly lasting?: true;
};

type Shown = Toast & {
  readonly id: number;
  /** Its key means another toast now, or nothing. */
  readonly keyless?: true;
};

/** What a toast offers is there for as long as an undo is possible. */
function staysMs({ action }: Toast): number {
  return action ? 30_000 : 7_000;
}

/** Says it, and gives back what takes it away again. */
type Show = (toast: Toast) => () => void;

export const ToastContext = createContext<Show | null>(null);

/** The one corner in which the app says that something worked. */
export function Toaster({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const unkey = useCallback(
    (end: number) => setToasts((all) => all.map((toast) => (toast.id < end ? { ...toast, keyless: true } : toast))),
    [],
  );
  const show = useCallback(
    (toast: Toast) => {
      const id = next.current++;
      if (toast.lasting) unkey(id);
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(() => remove(id), staysMs(toast));
      return () => remove(id);
    },
    [remove, unkey],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, text, action, keyless }) => (
        <li key={id} className="toast">
          <span>{text}</span>
          {action && (
            <button
              type="button"
              className="toast-action"
              onClick={() => {
                remove(id);
                action.run();
              }}
            >
              {action.label}
              {action.keys && !keyless && <kbd>{action.keys}</kbd>}
            </button>
          )}
          <IconButton
            className="toast-close"
            label="Dismiss"
            onClick={() => {
              // What it offered goes on to be what its key means.
              if (action?.keys) unkey(id);
              remove(id);
            }}
          >
            <X aria-hidden="true" />
          </IconButton>
        </li>
      )),
    [toasts, remove, unkey],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div role="status" aria-live="polite" className="toaster">
        <ul>{list}</ul>
      </div>
    </ToastContext>
  );
}

export function useToast(): Show {
  const show = use(ToastContext);
  if (!show) throw new Error('useToast is used outside of Toaster');
  return show;
}
