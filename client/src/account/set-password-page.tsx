import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useRef, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { useConnection } from '../graphql/connection-context.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { PasswordLinkQuery } from '../graphql/generated/graphql.ts';
import { DoorCard } from '../people/door-card.tsx';
import { tellOtherTabs } from '../people/other-tabs.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { useNow } from '../ui/use-now.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { NewPasswordField } from '../people/new-password-field.tsx';

const PasswordLink = graphql(`
  query PasswordLink($token: String!) {
    passwordLink(token: $token) {
      username
      displayName
      purpose
      expiresAt
    }
  }
`);

const SetPassword = graphql(`
  mutation SetPassword($input: SetPasswordInput!) {
    setPassword(input: $input) {
      __typename
      ... on SetPasswordPayload {
        username
      }
      ...Refused
    }
  }
`);

/** Behind a link that an administrator or a mail has handed over. The token is in the fragment, which reaches no log. */
export function SetPasswordPage() {
  usePageTitle('Set a password');
  const token = useLocation().hash;
  const [{ data, error, fetching }, ask] = useQuery({
    query: PasswordLink,
    variables: { token },
    requestPolicy: 'network-only',
    pause: token === '',
  });
  const link = data?.passwordLink;
  if (link) return <OpenLink link={link} token={token} />;
  if (error) {
    const { title, advice, again } = failureWords(error);
    return (
      <DoorCard title="Set a password" under="The link could not be checked.">
        <FailurePanel
          title={title}
          advice={advice}
          retrying={fetching}
          onRetry={again ? () => ask({ requestPolicy: 'network-only' }) : undefined}
        />
      </DoorCard>
    );
  }
  if (link === null || token === '') return <VoidLink />;
  return <div className="whole-page" aria-busy="true" />;
}

function VoidLink() {
  return (
    <DoorCard title="This link no longer works." under="Nothing was changed.">
      <Notice tone="warning" title="Links work once and expire after 30 minutes.">
        It was used or replaced, has expired, or part of the address is missing. Ask for a new one.
      </Notice>
      <p className="sign-in-aside">
        <Link to="/forgot-password" search={{}}>
          Get a new link
        </Link>
        {' · '}
        <Link to="/sign-in" search={{}}>
          Sign in
        </Link>
      </p>
    </DoorCard>
  );
}

type Opened = NonNullable<PasswordLinkQuery['passwordLink']>;

const purposeWords = {
  INVITATION: { title: 'Welcome', button: 'Set password', done: 'Password set. Sign in with it.' },
  RESET: {
    title: 'Set a new password',
    button: 'Set new password',
    done: 'New password set. You are signed out everywhere, so sign in again.',
  },
};

function OpenLink({ link: { username, displayName, purpose, expiresAt }, token }: { link: Opened; token: string }) {
  const navigate = useNavigate();
  const toast = useToast();
  const { reset } = useConnection();
  const { attempt, busy, trouble } = useAttempt(SetPassword, 'setPassword');
  const { form: name, draft: password, edit, discard } = useSimpleDraft('set-password', '', '');
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const { errors } = useFieldErrors(trouble);
  const sending = useFormOutcome({ form, place, errors, trouble });
  const words = purposeWords[purpose];
  const minutes = Math.ceil((Date.parse(expiresAt) - useNow(5_000)) / 60_000);
  if (minutes <= 0 || trouble?.__typename === 'LinkVoidError') return <VoidLink />;

  async function send() {
    sending();
    const { done } = await attempt({ input: { token, newPassword: password } });
    if (!done) return;
    discard();
    tellOtherTabs();
    reset();
    toast({ text: words.done });
    await navigate({ to: '/sign-in', search: { as: done.username }, replace: true });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  return (
    <DoorCard title={words.title} under={`${displayName} · signs in as ${username}`}>
      <form ref={form} className="sign-in-form" data-form={name} noValidate onSubmit={submit}>
        {/* Password managers file the new password under it. */}
        <input
          className="unseen"
          type="text"
          name="username"
          autoComplete="username"
          value={username}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <NewPasswordField
          value={password}
          username={username}
          error={errors['newPassword']}
          autoFocus
          onChange={(next) => edit(() => next)}
        />
        <div ref={place}>
          {trouble && trouble.__typename !== 'InvalidInputError' && (
            <RefusedNotice trouble={trouble} busy={busy} onRetry={() => void send()} />
          )}
        </div>
        <Button look="primary" type="submit" busy={busy}>
          <span>{words.button}</span>
        </Button>
      </form>
      <p className="sign-in-aside quiet">
        This link works once and expires in {minutes === 1 ? '1 minute' : `${minutes} minutes`}.
      </p>
    </DoorCard>
  );
}
