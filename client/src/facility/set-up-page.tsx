import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useRef, type FormEvent } from 'react';
import { useMutation, useQuery } from 'urql';
import type { FieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { useFormOutcome } from '../forms/use-form-outcome.ts';
import { useConnection } from '../graphql/connection-context.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { DoorCard } from '../people/door-card.tsx';
import { NewPasswordField } from '../people/new-password-field.tsx';
import { tellOtherTabs } from '../people/other-tabs.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

const SetUpLink = graphql(`
  query SetUpLink($token: String!) {
    setUpLinkWorks(token: $token)
  }
`);

const SetUpAdministrator = graphql(`
  mutation SetUpAdministrator($input: SetUpAdministratorInput!) {
    setUpAdministrator(input: $input) {
      __typename
      ... on SetUpAdministratorPayload {
        username
      }
      ...Refused
    }
  }
`);

const FirstSignIn = graphql(`
  mutation FirstSignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInPayload {
        viewer {
          user {
            id
          }
        }
      }
      ...Refused
    }
  }
`);

/** Behind the link that a server prints while nobody administers. Its secret is in the fragment, which reaches no log. */
export function SetUpPage() {
  usePageTitle('Set up');
  const token = useLocation().hash;
  const [{ data, error, fetching }, ask] = useQuery({
    query: SetUpLink,
    variables: { token },
    requestPolicy: 'network-only',
    pause: token === '',
  });
  if (data?.setUpLinkWorks) return <NewAdministrator token={token} />;
  if (error)
    return (
      <DoorCard title="Set up" under="The link could not be checked.">
        <FailurePanel
          {...failureWords(error)}
          retrying={fetching}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      </DoorCard>
    );
  if (data || token === '') return <VoidLink />;
  return <div className="whole-page" aria-busy="true" />;
}

function VoidLink() {
  return (
    <DoorCard title="This link does not work." under="Nothing was changed.">
      <Notice tone="warning" title="It works once, and only while there is no administrator.">
        If you run the server, check what it printed last.
      </Notice>
      <p className="sign-in-aside">
        <Link to="/sign-in" search={{}}>
          Sign in
        </Link>
      </p>
    </DoorCard>
  );
}

const blank = { displayName: '', username: '', newPassword: '' };

/** Finds what is missing before anybody is asked. */
function mistakesIn({ displayName, username }: typeof blank): FieldErrors {
  return {
    ...(displayName.trim() === '' ? { displayName: 'Enter your name.' } : {}),
    ...(username.trim() === '' ? { username: 'Choose a username.' } : {}),
  };
}

function NewAdministrator({ token }: { token: string }) {
  const navigate = useNavigate();
  const { reset } = useConnection();
  const { attempt, busy, trouble } = useAttempt(SetUpAdministrator, 'setUpAdministrator');
  const [{ fetching: signingIn }, signIn] = useMutation(FirstSignIn);
  const { form: name, draft, edit, discard } = useSimpleDraft('set-up', '', blank);
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const { errors, check, withdraw } = useFieldErrors(trouble);
  const sending = useFormOutcome({ form, place, errors, trouble });
  if (trouble?.__typename === 'LinkVoidError') return <VoidLink />;

  function change(next: Partial<typeof blank>) {
    withdraw((path) => path in next);
    edit((before) => ({ ...before, ...next }));
  }

  async function send() {
    const mayBeSent = check(mistakesIn(draft));
    sending();
    if (!mayBeSent) return;
    const person = { username: draft.username.trim(), displayName: draft.displayName.trim() };
    const { done } = await attempt({ input: { token, newPassword: draft.newPassword, ...person } });
    if (!done) return;
    const { data } = await signIn({ input: { username: done.username, password: draft.newPassword } });
    discard();
    tellOtherTabs();
    reset();
    // Whoever is not in yet, on plain http perhaps, is told why at the door.
    if (data?.signIn.__typename === 'SignInPayload') await navigate({ to: '/first-steps', search: {}, replace: true });
    else await navigate({ to: '/sign-in', search: { as: done.username, to: '/first-steps' }, replace: true });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  return (
    <DoorCard title="Welcome to Colab" under="First, the administrator: you.">
      <form ref={form} className="sign-in-form" data-form={name} aria-label="Set up" noValidate onSubmit={submit}>
        <TextField
          name="displayName"
          label="Your name"
          required
          autoFocus
          maxLength={100}
          autoComplete="name"
          value={draft.displayName}
          error={errors['displayName']}
          onChange={(displayName) => change({ displayName })}
        />
        <TextField
          name="username"
          label="Username"
          required
          maxLength={100}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.username}
          error={errors['username']}
          hint="To sign in with: letters from a to z, digits, and . _ - @"
          onChange={(username) => change({ username })}
        />
        <NewPasswordField
          value={draft.newPassword}
          username={draft.username}
          error={errors['newPassword']}
          onChange={(newPassword) => change({ newPassword })}
        />
        <div ref={place}>
          {trouble && trouble.__typename !== 'InvalidInputError' && (
            <RefusedNotice trouble={trouble} busy={busy} onRetry={() => void send()} />
          )}
        </div>
        <Button look="primary" type="submit" busy={busy || signingIn}>
          <span>Create my account</span>
        </Button>
      </form>
      <p className="sign-in-aside quiet">Next: the facility, its rooms, its people.</p>
    </DoorCard>
  );
}
