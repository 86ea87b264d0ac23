import { useNavigate } from '@tanstack/react-router';
import { MonitorPlay } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { fieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { discardDrafts } from '../ui/unsaved.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { useConnection } from '../graphql/connection-context.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import { tellOtherTabs } from '../people/other-tabs.ts';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toaster.tsx';

const StartWallDisplay = graphql(`
  mutation StartWallDisplay($name: String!) {
    startDisplay(name: $name) {
      __typename
      ... on StartDisplayPayload {
        expiresAt
      }
      ...Refused
    }
  }
`);

/** Leaves this screen behind: it shows the calendar and does nothing else, until somebody ends it. */
export function StartDisplay() {
  const toast = useToast();
  const navigate = useNavigate();
  const { reset } = useConnection();
  const { attempt, busy, trouble, clear } = useAttempt(StartWallDisplay, 'startDisplay');
  const [open, setOpen] = useState(false);
  const { form, draft: name, edit, discard } = useSimpleDraft('wall-display', '', '');
  const opener = useRef<HTMLButtonElement>(null);

  async function start() {
    const { done } = await attempt({ name: name.trim() });
    if (!done) return;
    discard();
    // Whoever stands before a wall is not who typed here.
    discardDrafts();
    tellOtherTabs();
    reset();
    toast({ text: 'This screen is now a wall display.' });
    await navigate({ to: '/calendar', search: {}, replace: true });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== '') void start();
  }

  function close() {
    clear();
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (!open) {
    return (
      <Button ref={opener} onClick={() => setOpen(true)}>
        <MonitorPlay aria-hidden="true" />
        Use this screen as a wall display
      </Button>
    );
  }
  return (
    <form
      className="account-form"
      data-form={form}
      aria-label="Use this screen as a wall display"
      noValidate
      onSubmit={submit}
    >
      <p>
        This ends your session on this screen. The display shows the calendar as far as you may see it, changes nothing,
        and stays signed in unless it goes unused for 400 days. You can end it from this page on another screen.
      </p>
      <TextField
        name="name"
        label="Location"
        required
        autoFocus
        maxLength={100}
        value={name}
        error={fieldErrors(trouble)['name']}
        onChange={(next) => edit(() => next)}
      />
      {trouble && trouble.__typename !== 'InvalidInputError' && (
        <RefusedNotice trouble={trouble} busy={busy} onRetry={() => void start()} />
      )}
      <div className="account-buttons">
        <Button look="primary" type="submit" busy={busy} aria-disabled={name.trim() === '' || undefined}>
          <span>Start wall display</span>
        </Button>
        <Button onClick={close}>Back</Button>
      </div>
    </form>
  );
}
