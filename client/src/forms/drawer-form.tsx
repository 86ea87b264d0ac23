import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { DraftNotice } from './draft-notice.tsx';
import type { FieldErrors } from './field-errors.ts';
import type { FormDraft } from './use-form-draft.ts';
import { useEscape, useFormOutcome } from './use-form-outcome.ts';
import './drawer-form.css';

type DrawerFormProps = {
  /** What is typed into it; null where it only asks. */
  of: Pick<FormDraft<unknown>, 'form' | 'found' | 'touched' | 'discard'> | null;
  title: string;
  submit: string;
  look?: 'primary' | 'danger';
  busy: boolean;
  /** There is nothing to send yet. */
  idle?: boolean;
  /** Why there is nothing to send yet, where the fields do not say so. */
  waits?: string | null;
  /** What it is about has become something that it cannot change. */
  lost?: boolean;
  /** False while its first field is still on its way. */
  ready?: boolean;
  trouble: { readonly __typename: string } | null;
  errors: FieldErrors;
  onSubmit(): void;
  onBack(): void;
  /** What it was told, after the fields. */
  messages: ReactNode;
  children: ReactNode;
  /** To read on below. */
  sheet?: ReactNode;
};

/** Asks for one thing to do in a drawer; its buttons stay in sight, and Esc leaves it. */
export function DrawerForm({
  of,
  title,
  submit,
  look = 'primary',
  busy,
  idle = false,
  waits = null,
  lost = false,
  ready = true,
  trouble,
  errors,
  ...panel
}: DrawerFormProps) {
  const { onSubmit, onBack, messages, children, sheet } = panel;
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const waitsId = useId();

  useEffect(() => {
    if (!ready || form.current?.contains(document.activeElement)) return;
    const field =
      form.current?.querySelector<HTMLElement>('input:checked, input:not([type="radio"]), textarea, select') ??
      form.current?.querySelector('button');
    field?.focus();
  }, [ready]);

  const sending = useFormOutcome({ form, place, errors, trouble });
  useEscape(form, onBack);

  function send(event: FormEvent) {
    event.preventDefault();
    if (busy || idle) return;
    sending();
    onSubmit();
  }

  return (
    <form ref={form} className="panel-form" data-form={of?.form} aria-label={title} noValidate onSubmit={send}>
      <div className="drawer-scroll">
        <section className="panel-fields">
          <h3>{title}</h3>
          {of && <DraftNotice of={of} onLost={lost ? onBack : undefined} />}
          {children}
          <div ref={place} className="panel-said">
            {messages}
          </div>
        </section>
        {sheet}
      </div>
      <footer className="drawer-foot">
        <Button
          type="submit"
          look={look}
          busy={busy}
          aria-disabled={idle || undefined}
          aria-describedby={waits === null ? undefined : waitsId}
        >
          <span>{submit}</span>
        </Button>
        <Button onClick={onBack}>Back</Button>
        {waits !== null && (
          <p id={waitsId} className="quiet" role="status">
            {waits}
          </p>
        )}
      </footer>
    </form>
  );
}
