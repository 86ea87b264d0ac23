import { Link } from '@tanstack/react-router';
import { useRef, type FormEvent } from 'react';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';
import { HourFields, WhereFields } from './facility-fields.tsx';
import { shownFields, useSettingsForm } from './use-settings-form.ts';
import './facility.css';

/** Of the facility: everybody’s calendar, forms and mails go by them. */
export function SettingsPage() {
  return (
    <Page
      title="Settings"
      needs="facility:manage"
      toolbar={
        <Link to="/first-steps" search={{}} className="button button-plain">
          First steps
        </Link>
      }
    >
      <div className="page-scroll facility-page">
        <SettingsForm />
      </div>
    </Page>
  );
}

function SettingsForm() {
  const toast = useToast();
  const { unsaved, draft, isChanged, errors, trouble, busy, edit, send } = useSettingsForm('settings', () =>
    toast({ text: 'Settings saved for everyone.' }),
  );
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const sending = useFormOutcome({ form, place, errors, trouble });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !isChanged) return;
    sending();
    send();
  }

  return (
    <form
      ref={form}
      className="facility-card"
      data-form={unsaved.form}
      aria-label="Settings"
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
        <Button type="submit" look="primary" busy={busy} aria-disabled={!isChanged || undefined}>
          <span>Save</span>
        </Button>
        {isChanged && <Button onClick={unsaved.discard}>Discard changes</Button>}
      </footer>
    </form>
  );
}
