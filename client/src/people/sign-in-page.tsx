import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useConnection } from '../graphql/connection-context.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import { Notice } from '../ui/notice.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { DoorCard } from './door-card.tsx';
import { landingPath } from './landing-path.ts';
import { SignInForm } from './sign-in-form.tsx';

const Door = graphql(`
  query Door {
    facility {
      name
      cookiesNeedHttps
      sampleAccounts {
        username
        title
      }
    }
  }
`);

const SampleAccounts = lazyPart(async () => (await import('./sample-accounts.tsx')).SampleAccounts, { failed: null });

export function SignInPage() {
  usePageTitle('Sign in');
  const { to, as } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const { reset } = useConnection();
  const [{ data }] = useQuery({ query: Door });
  const [username, setUsername] = useState(as ?? '');

  // A reload loses no name.
  useEffect(() => {
    if (username !== (as ?? '')) void navigate({ to: '/sign-in', search: { to, as: username }, replace: true });
  }, [username, as, to, navigate]);

  return (
    <DoorCard title={`Sign in${data ? ` to ${data.facility.name}` : ''}`} under="Rooms and devices, booked once.">
      {data?.facility.cookiesNeedHttps && (
        <Notice tone="warning" title="This address is not encrypted">
          Browsers only keep you signed in over https or on localhost. Ask your administrator for the https address.
        </Notice>
      )}
      <SignInForm
        username={username}
        onName={setUsername}
        onSignedIn={(_userId, permissions) => {
          reset();
          void navigate({ href: landingPath(to, permissions), replace: true });
        }}
      />
      <p className="sign-in-aside">
        <Link to="/forgot-password" search={username.trim() ? { as: username.trim() } : {}}>
          Forgot your password?
        </Link>
      </p>
      {data && data.facility.sampleAccounts.length > 0 && (
        <SampleAccounts
          accounts={data.facility.sampleAccounts}
          onChoose={(name) => {
            setUsername(name);
            document.querySelector<HTMLInputElement>('input[name="password"]')?.focus();
          }}
        />
      )}
    </DoorCard>
  );
}
