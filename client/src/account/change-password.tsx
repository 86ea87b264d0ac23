import { useMemo, useRef, useState, type FormEvent } from 'react';
import { fieldErrors, type FieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice, type CommonTrouble } from '../forms/refused-notice.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft, type FormDraft } from '../forms/use-form-draft.ts';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { NewPasswordField } from '../people/new-password-field.tsx';

const ChangeOwnPassword = graphql(`
  mutation ChangeOwnPassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on ChangePasswordPayload {
        sessionsEnded
      }
      ...Refused
    }
  }
`);

/** Whoever knew the old password may have made a token. */
const blankPasswords = { current: '', password: '', revoking: true };

type ChangePasswordProps = {
  /** How many tokens for tools there are. */
  tokens: number;
  onChanged(): void;
};

export function ChangePassword({ tokens, onChanged }: ChangePasswordProps) {
  const toast = useToast();
  const { attempt, busy, trouble, clear } = useAttempt(ChangeOwnPassword, 'changePassword');
  const draft = useSimpleDraft('change-password', '', blankPasswords);
  const { current, password, revoking } = draft.draft;
  const [open, setOpen] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isWrong = trouble?.__typename === 'NotAllowedError';
  const errors = useMemo(
    () => (isWrong ? { currentPassword: 'This is not your current password.' } : fieldErrors(trouble)),
    [isWrong, trouble],
  );
  const sending = useFormOutcome({ form, place, errors, trouble });

  function close() {
    clear();
    draft.discard();
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  async function send() {
    sending();
    const { done } = await attempt({
      input: { currentPassword: current, newPassword: password, keepTokens: !revoking },
    });
    if (!done) return;
    toast({
      text:
        tokens > 0 && revoking
          ? 'Password changed. You are signed out everywhere else, and your API tokens are revoked.'
          : 'Password changed. You are signed out everywhere else.',
    });
    close();
    onChanged();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  return (
    <section className="account-part" aria-labelledby="account-password">
      <h3 id="account-password">Password</h3>
      <p className="quiet">
        A new password signs you out everywhere else, and revokes your API tokens unless you keep them.
      </p>
      {open ? (
        <form
          ref={form}
          className="account-form"
          data-form={draft.form}
          aria-label="Change password"
          noValidate
          onSubmit={submit}
        >
          <PasswordFields draft={draft} errors={errors} tokens={tokens} />
          <div ref={place}>
            {trouble && !isWrong && <PasswordTrouble trouble={trouble} busy={busy} onRetry={() => void send()} />}
          </div>
          <div className="account-buttons">
            <Button look="primary" type="submit" busy={busy}>
              <span>Change password</span>
            </Button>
            <Button onClick={close}>Back</Button>
          </div>
        </form>
      ) : (
        <Button ref={opener} onClick={() => setOpen(true)}>
          Change password
        </Button>
      )}
    </section>
  );
}

type PasswordFieldsProps = {
  draft: FormDraft<typeof blankPasswords>;
  errors: FieldErrors;
  tokens: number;
};

/** The old password, the new one, and what becomes of the tokens; with the name, for whatever stores passwords. */
function PasswordFields({ draft, errors, tokens }: PasswordFieldsProps) {
  const { user } = useHere().viewer;
  const { current, password, revoking } = draft.draft;
  return (
    <>
      <input
        className="unseen"
        type="text"
        name="username"
        autoComplete="username"
        value={user.username}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Field label="Current password" required error={errors['currentPassword']}>
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={current}
            onChange={(event) => draft.edit((before) => ({ ...before, current: event.target.value }))}
          />
        )}
      </Field>
      <NewPasswordField
        value={password}
        username={user.username}
        error={errors['newPassword']}
        onChange={(next) => draft.edit((before) => ({ ...before, password: next }))}
      />
      {tokens > 0 && (
        <label className="tick">
          <input
            type="checkbox"
            name="revokeTokens"
            checked={revoking}
            onChange={(event) => draft.edit((before) => ({ ...before, revoking: event.target.checked }))}
          />
          <span>Also revoke my {tokens === 1 ? 'API token' : `${tokens} API tokens`}</span>
        </label>
      )}
    </>
  );
}

type PasswordTroubleProps = {
  trouble:
    | CommonTrouble
    | { readonly __typename: 'TooManyAttemptsError'; readonly message: string }
    | { readonly __typename: 'PasswordMustBeSetError'; readonly message: string };
  busy: boolean;
  onRetry(): void;
};

/** Shows why it was not changed, where no field says so. */
function PasswordTrouble({ trouble, busy, onRetry }: PasswordTroubleProps) {
  if (trouble.__typename === 'TooManyAttemptsError' || trouble.__typename === 'PasswordMustBeSetError')
    return (
      <Notice tone="warning" title="Password not changed.">
        {trouble.message}
      </Notice>
    );
  return trouble.__typename === 'InvalidInputError' ? null : (
    <RefusedNotice trouble={trouble} busy={busy} onRetry={onRetry} />
  );
}
