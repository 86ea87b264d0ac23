import { Outlet, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { discardDrafts, hasUnsaved, reloadPage } from '../ui/unsaved.ts';
import { LoadEventWordsContext } from '../bookings/feature-words.ts';
import { useConnection } from '../graphql/connection-context.tsx';
import type { Session } from '../graphql/session.ts';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { liveWindow } from '../graphql/live-window.ts';
import { useLiveStream } from '../graphql/use-live-window.ts';
import { LiveRooms } from '../rooms/facts/live-rooms.tsx';
import { FramePartsProvider } from '../frame/frame-parts.ts';
import { frameParts } from './frame-parts.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { lazyPart, RetrySoon } from '../ui/lazy-part.tsx';
import { HereProvider } from '../people/here.tsx';
import { maySeeLess } from './may-see-less.ts';
import { onOtherTab } from '../people/other-tabs.ts';
import type { SignInAgainProps } from '../people/sign-in-again.tsx';
import type { Person } from '../people/who-is-signed-in.ts';

const WhoIsHere = graphql(`
  query WhoIsHere {
    facility {
      ...FacilityFacts
    }
    viewer {
      ...SignedInViewer
    }
  }
`);

const ViewerChanges = graphql(`
  subscription ViewerChanges {
    viewerChanged {
      ...SignedInViewer
    }
  }
`);

const viewerWindow = liveWindow({
  read: WhoIsHere,
  follow: ViewerChanges,
  merge: (shown, viewer) => ({ ...shown, viewer }),
});

const FacilityChanges = graphql(`
  subscription FacilityChanges {
    facilityChanged {
      ...FacilityFacts
    }
  }
`);

const facilityWindow = liveWindow({
  read: WhoIsHere,
  follow: FacilityChanges,
  merge: (shown, facility) => ({ ...shown, facility }),
});

function loadWho() {
  return import('../people/who-is-signed-in.ts');
}
async function loadEventWords() {
  return (await import('./words.ts')).eventWords;
}
/** On a bad line the page stays as it is until the dialog has come. */
const LazySignInAgain = lazyPart(async () => (await import('../people/sign-in-again.tsx')).SignInAgain, {
  failed: RetrySoon,
});

/** The door: pages behind it know who looks at them. Whoever is not signed in is sent to do so, and brought back. */
export function SignedIn() {
  const { session } = useConnection();
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: WhoIsHere });
  useLiveStream(viewerWindow, {}, { pause: data?.viewer == null });
  useLiveStream(facilityWindow, {}, { pause: data?.viewer == null });
  const latest = useSteady(data?.viewer ? { facility: data.facility, viewer: data.viewer } : null);
  /** Stays when the session ends, and with it the page. */
  const [last, setLast] = useState({ session, here: latest });
  const here = last.session === session ? last.here : null;
  const isOther = here !== null && latest !== null && here.viewer.user.id !== latest.viewer.user.id;
  if (last.session !== session || (latest !== null && latest !== here && !isOther)) setLast({ session, here: latest });
  /** With something unsaved on a page whose person is not signed in any more. */
  const [away, setAway] = useState<Pick<SignInAgainProps, 'other' | 'isBack'> | null>(null);
  const back = useCallback(() => setAway(null), []);
  const goToSignIn = useGoToSignIn();
  const userId = here?.viewer.user.id;

  const leave = useCallback(
    (other: Person | null) => {
      if (userId !== undefined && hasUnsaved())
        setAway((before) => (before && !other ? before : { other, isBack: false }));
      else if (other) reloadPage();
      else goToSignIn();
    },
    [userId, goToSignIn],
  );
  useEffect(() => session.onEnded(() => leave(null)), [session, leave]);
  const viewer = here?.viewer ?? null;
  const before = useRef(viewer);
  useEffect(() => {
    if (before.current && viewer && maySeeLess(before.current, viewer)) session.curtail();
    before.current = viewer;
  }, [session, viewer]);
  useEffect(() => {
    if (userId !== undefined) discardDrafts(userId);
  }, [userId]);
  // The cookies are those of all tabs. Nothing of one person stays in sight of the next, and nobody loses what they typed.
  useEffect(
    () =>
      onOtherTab(() => {
        void loadWho().then(async ({ whoIsSignedIn }) => {
          const person = await whoIsSignedIn(session);
          if (person && person.id === userId) setAway((before) => before && { ...before, isBack: true });
          else if (person !== undefined) leave(person);
        });
      }),
    [session, userId, leave],
  );
  useEffect(() => {
    if (isOther && !hasUnsaved()) reloadPage();
  }, [isOther]);

  const nobody = data?.viewer === null && !stale && !fetching && !error;
  useRenewal(session, { nobody, isKnown: latest !== null, onRenewed: ask, onEnded: leave });

  if (here) {
    return (
      <HereProvider {...here}>
        <LiveRooms />
        <LoadEventWordsContext value={loadEventWords}>
          <FramePartsProvider value={frameParts}>
            <Outlet />
          </FramePartsProvider>
        </LoadEventWordsContext>
        {(away ?? isOther) && (
          <LazySignInAgain other={isOther ? latest.viewer.user : null} isBack={false} {...away} onBack={back} />
        )}
      </HereProvider>
    );
  }
  if (error) {
    const { title, advice } = failureWords(error);
    return (
      <main className="whole-page">
        <FailurePanel
          title={title}
          advice={advice}
          retrying={fetching}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      </main>
    );
  }
  return <div className="whole-page" aria-busy="true" />;
}

type Renewal = {
  /** The server knows of nobody who is signed in. */
  readonly nobody: boolean;
  /** It is known who is. */
  readonly isKnown: boolean;
  onRenewed(options: { readonly requestPolicy: 'network-only' }): void;
  onEnded(other: null): void;
};

/** An access token lives a quarter of an hour, a session a week: tries the one before asking for a password. */
function useRenewal(session: Session, { nobody, isKnown, onRenewed, onEnded }: Renewal): void {
  const renewed = useRef(false);
  useEffect(() => {
    if (isKnown) renewed.current = false;
    if (!nobody) return undefined;
    let left = false;
    const renewal = renewed.current ? Promise.resolve('ended') : session.renew();
    void renewal.then((outcome) => {
      if (left) return;
      renewed.current = true;
      if (outcome === 'ended') onEnded(null);
      else onRenewed({ requestPolicy: 'network-only' });
    });
    return () => {
      left = true;
    };
  }, [nobody, isKnown, session, onRenewed, onEnded]);
}

/** The same object as long as it says the same: what is told again changes nothing on the page. */
function useSteady<T>(value: T): T {
  const [steady, setSteady] = useState(value);
  if (steady === value || JSON.stringify(steady) === JSON.stringify(value)) return steady;
  setSteady(value);
  return value;
}

function useGoToSignIn(): () => void {
  const router = useRouter();
  return useCallback(() => {
    const { pathname, href } = router.state.location;
    if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: href }, replace: true });
  }, [router]);
}
