import { useNavigate } from '@tanstack/react-router';
import { Laptop, MonitorPlay } from 'lucide-react';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { SureButton } from '../forms/sure-button.tsx';
import { discardDrafts } from '../ui/unsaved.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { useConnection } from '../graphql/connection-context.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import type { OwnSessionFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { tellOtherTabs } from '../people/other-tabs.ts';
import { mayDiscard } from '../people/use-sign-out.ts';
import { momentWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import { useToast } from '../ui/toaster.tsx';
import { agentWords } from '../access/agent-words.ts';
import '../access/access-row.css';
import { StartDisplay } from './start-display.tsx';

graphql(`
  fragment OwnSession on Session {
    id
    kind
    name
    createdAt
    lastUsedAt
    address
    agent
    current
  }
`);

const EndSession = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id) {
      __typename
      ... on EndSessionPayload {
        sessionId
      }
      ...Refused
    }
  }
`);

const SignOutEverywhere = graphql(`
  mutation SignOutEverywhere($keepThis: Boolean!) {
    signOutEverywhere(keepThis: $keepThis) {
      __typename
      ... on SignOutEverywherePayload {
        ended
      }
      ...Refused
    }
  }
`);

type OwnSessionsProps = {
  sessions: readonly OwnSessionFragment[];
  onChanged(): void;
};

export function OwnSessions({ sessions, onChanged }: OwnSessionsProps) {
  const toast = useToast();
  const navigate = useNavigate();
  const { reset } = useConnection();
  const one = useAttempt(EndSession, 'endSession');
  const all = useAttempt(SignOutEverywhere, 'signOutEverywhere');
  const shown = sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  const trouble = one.trouble ?? all.trouble;

  async function end({ id, name, agent }: OwnSessionFragment) {
    const { done } = await one.attempt({ id });
    if (done) toast({ text: `${name ?? agentWords(agent ?? null)} is signed out.` });
    onChanged();
  }

  async function endAll(keepThis: boolean) {
    if (!keepThis && !(await mayDiscard())) return;
    const { done } = await all.attempt({ keepThis });
    if (!done) return;
    toast({ text: done.ended === 1 ? '1 session ended.' : `${done.ended} sessions ended.` });
    if (keepThis) return onChanged();
    discardDrafts();
    tellOtherTabs();
    await navigate({ to: '/sign-in', search: {}, replace: true });
    reset();
  }

  return (
    <section className="account-part" aria-labelledby="account-sessions">
      <h3 id="account-sessions">Where you are signed in</h3>
      <p className="quiet">Sessions end after 7 days without use, wall displays after 400.</p>
      {trouble && <RefusedNotice trouble={trouble} busy={one.busy || all.busy} onRetry={onChanged} />}
      <ul className="account-list">
        {shown.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
      <div className="account-buttons account-more">
        <SureButton
          label="Sign out everywhere else"
          sure="End all other sessions"
          busy={all.busy}
          disabled={sessions.length < 2}
          title={sessions.length < 2 ? 'You are not signed in anywhere else' : undefined}
          onSure={() => void endAll(true)}
        />
        <SureButton
          label="Sign out everywhere"
          sure="End all sessions, including this one"
          busy={all.busy}
          onSure={() => void endAll(false)}
        />
        <StartDisplay />
      </div>
    </section>
  );
}

function SessionRow({
  session: { kind, name, agent, address, lastUsedAt, current },
  onEnd,
}: {
  session: OwnSessionFragment;
  onEnd(): void;
}) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const words = agentWords(agent ?? null);
  const isDisplay = kind === 'DISPLAY';
  const Icon = isDisplay ? MonitorPlay : Laptop;
  const used = `last used ${momentWords(Date.parse(lastUsedAt), now, timeZone)}`;
  return (
    <li className="access-row">
      <Icon aria-hidden="true" />
      <div className="access-row-words">
        <p className="access-row-name">
          {name ?? words}
          {current && <span className="tag tag-good">This session</span>}
          {isDisplay && <span className="tag">Wall display, read-only</span>}
        </p>
        <p className="quiet">{[isDisplay && words, address, used].filter(Boolean).join(' · ')}</p>
      </div>
      {!current && <SureButton label="End" of={name ?? words} sure="End this session" onSure={onEnd} />}
    </li>
  );
}
