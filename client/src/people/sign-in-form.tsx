import { useCallback, useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { now } from '../time/now.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { tellOtherTabs } from './other-tabs.ts';
import type { SignInTrouble } from './sign-in-trouble.tsx';
import './door-card.css';

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInPayload {
        viewer {
          user {
            id
          }
          permissions
        }
      }
      ...Refused
    }
  }
`);

/** What the server said, and of which name. */
type Answer = {
  readonly about?: string;
  readonly refusal?: string;
  readonly trouble?: SignInTrouble | { readonly kind: 'unanswered'; readonly title: string; readonly advice: string };
};

const noAnswer: Answer = {};

/** Rare, and said by a server that answers: it is fetched when it is wanted. */
const TroubleNotice = lazyPart(async () => (await import('./sign-in-trouble.tsx')).SignInTroubleNotice, {
  failed: null,
});

type SignInFormProps = {
  username: string;
  onName(username: string): void;
  onSignedIn(userId: string, permissions: readonly string[]): void;
};

/** Where somebody says who they are: at the door, and over the page once their session has ended. */
export function SignInForm({ username, onName, onSignedIn }: SignInFormProps) {
  const [{ fetching }, signIn] = useMutation(SignIn);
  const [hasName] = useState(username !== '');
  const [password, setPassword] = useState('');
  const [{ about, refusal, trouble: latestTrouble }, setAnswer] = useState<Answer>(noAnswer);
  const name = username.trim();
  // The wait may be one account's alone: somebody else may try at once.
  const trouble = about === name ? latestTrouble : undefined;
  const due = useCallback(() => setAnswer(noAnswer), []);
  const locked = trouble?.kind === 'locked';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (fetching || locked) return;
    const tell = (answer: Answer) => setAnswer({ ...answer, about: name });
    if (refusal) setAnswer(noAnswer);
    const { data: answer, error } = await signIn({ input: { username: name, password } });
    setAnswer(noAnswer);
    switch (answer?.signIn.__typename) {
      case 'SignInPayload':
        tellOtherTabs();
        return onSignedIn(answer.signIn.viewer.user.id, answer.signIn.viewer.permissions);
      case 'NotAllowedError':
        return tell({ refusal: answer.signIn.message });
      case 'TooManyAttemptsError':
        return tell({ trouble: { kind: 'locked', untilMs: now() + answer.signIn.retryAfterMs } });
      case 'PasswordMustBeSetError':
        return tell({ trouble: { kind: 'old-password' } });
      case 'BusyError':
        return tell({
          trouble: {
            kind: 'unanswered',
            title: 'Many people are signing in right now.',
            advice: answer.signIn.message,
          },
        });
      case undefined:
        if (error) tell({ trouble: { kind: 'unanswered', ...failureWords(error) } });
    }
  }

  return (
    <form className="sign-in-form" data-form="sign-in" onSubmit={(event) => void submit(event)}>
      <Field label="Username">
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus={!hasName}
            value={username}
            onChange={(event) => onName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password" error={about === name ? refusal : undefined}>
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            autoFocus={hasName}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {trouble?.kind === 'unanswered' && (
        <Notice
          tone="problem"
          title={trouble.title}
          actions={
            <Button type="submit" busy={fetching}>
              <span>Try again</span>
            </Button>
          }
        >
          {trouble.advice}
        </Notice>
      )}
      {trouble && trouble.kind !== 'unanswered' && <TroubleNotice trouble={trouble} username={name} onDue={due} />}
      <Button look="primary" type="submit" busy={fetching} disabled={locked}>
        <span>Sign in</span>
      </Button>
    </form>
  );
}
