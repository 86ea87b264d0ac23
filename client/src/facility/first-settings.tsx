import { useRef, useState, type FormEvent } from 'react';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { HourFields, WhereFields } from './facility-fields.tsx';
import { shownFields, useSettingsForm } from './use-settings-form.ts';

/** The first step: what the facility is called, where it is, when it is open. */
export function FirstSettings({ onDone }: { onDone(): void }) {
  const { facility } = useHere();
  // Where nobody has said where the facility is, it is most likely where its administrator sits.
  const [suggested] = useState(() =>
    facility.timeZone === 'Africa/Johannesburg'
      ? { timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }
      : {},
  );
  const { unsaved, draft, isChanged, errors, trouble, busy, edit, send } = useSettingsForm(
    'first-settings',
    onDone,
    suggested,
  );
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const sending = useFormOutcome({ form, place, errors, trouble });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!isChanged) return onDone();
    sending();
    send();
  }

  return (
    <form
      ref={form}
      className="facility-card"
      data-form={unsaved.form}
      aria-label="The facility"
      noValidate
      onSubmit={submit}
    >
      <DraftNotice of={unsaved} />
      <WhereFields draft={draft} errors={errors} onChange={edit} />
      <HourFields draft={draft} errors={errors} onChange={edit} />
      <div ref={place}>
        {trouble && (
          <RefusedNotice trouble={trouble} stray={strayErrors(errors, shownFields)} busy={busy} onRetry={send} />
        )}
      </div>
      <footer className="facility-foot">
        <Button type="submit" look="primary" busy={busy}>
          <span>Save and continue</span>
        </Button>
        <p className="quiet">You can change all of this later under Settings.</p>
      </footer>
    </form>
  );
}
