import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { useMutation, useQuery } from 'urql';
import { failureWords, type Failure } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { DoorCard } from '../people/door-card.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

const MailsLinks = graphql(`
  query MailsLinks {
    facility {
      mailsLinks
    }
  }
`);

const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($username: String!) {
    requestPasswordReset(username: $username)
  }
`);

/** Asks for a link. What it answers is the same for a name that nobody has. */
export function ForgotPasswordPage() {
  usePageTitle('Forgot your password?');
  const { as } = useSearch({ from: '/forgot-password' });
  const [{ data }] = useQuery({ query: MailsLinks });
  const [{ fetching }, request] = useMutation(RequestPasswordReset);
  const [username, setUsername] = useState(as ?? '');
  const navigate = useNavigate();
  // A reload loses no name.
  useEffect(() => {
    if (username !== (as ?? '')) void navigate({ to: '/forgot-password', search: { as: username }, replace: true });
  }, [username, as, navigate]);
  const [usernameSent, setUsernameSent] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const mails = data?.facility.mailsLinks;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (fetching) return;
    const { error } = await request({ username: username.trim() });
    setFailure(error ? failureWords(error) : null);
    if (!error) setUsernameSent(username.trim());
  }

  return (
    <DoorCard title="Forgot your password?" under="Get a link to set a new one.">
      {mails === false && (
        <Notice tone="info" title="E-mail isn’t set up here.">
          Ask an administrator for a password link. It works once and expires in 30 minutes.
        </Notice>
      )}
      {mails !== false && usernameSent === null && (
        <form className="sign-in-form" data-form="forgot-password" onSubmit={(event) => void submit(event)}>
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
                autoFocus
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
            )}
          </Field>
          {failure && (
            <Notice tone="problem" title={failure.title}>
              {failure.advice}
            </Notice>
          )}
          <Button look="primary" type="submit" busy={fetching}>
            <span>Send me a link</span>
          </Button>
        </form>
      )}
      {usernameSent !== null && (
        <div role="status">
          <Notice tone="info" title="Check your e-mail.">
            If “{usernameSent}” has an account with an e-mail address, a link is on its way. It works once and expires
            in 30 minutes. If nothing arrives, ask an administrator.
          </Notice>
        </div>
      )}
      <p className="sign-in-aside">
        <Link to="/sign-in" search={username.trim() ? { as: username.trim() } : {}}>
          Back to sign-in
        </Link>
      </p>
    </DoorCard>
  );
}
