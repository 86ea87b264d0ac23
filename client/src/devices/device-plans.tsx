import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { PlannedSpanFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { addDays, dateOf } from '../time/day.ts';
import { intervalOf, type Interval } from '../time/interval.ts';
import { now } from '../time/now.ts';
import { firstOfWeek } from '../time/week.ts';
import { columnWords, dayWords, rangeWords, timeWords, whenWords } from '../time/words.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { assignmentWords } from '../bookings/device-words.ts';
import { downtimeNames } from './device-state.ts';
import { placeInStrip, stripDays, stripFrom } from './plan-strip.ts';

graphql(`
  fragment PlannedSpan on DeviceSpan {
    startsAt
    endsAt
    assignment {
      ...DeviceUse
    }
    downtime {
      id
      version
      kind
      note
      late
    }
  }
`);

const DevicePlansQuery = graphql(`
  query DevicePlans($id: ID!, $from: DateTime!, $to: DateTime!) {
    node(id: $id) {
      __typename
      id
      ... on Device {
        plans(from: $from, to: $to) {
          ...PlannedSpan
        }
      }
    }
  }
`);

/** Its own time line: when it is planned, in a hand or out of use. Four weeks at a time, from the Monday of this one. */
export function DevicePlans({ id, changes }: { id: string; changes: number }) {
  const { timeZone, weekStartsOn } = useHere().facility;
  const [first] = useState(() => firstOfWeek(dateOf(now(), timeZone), weekStartsOn));
  const [date, setDate] = useState(first);
  const strip = stripFrom(date, timeZone);
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: DevicePlansQuery,
    variables: { id, from: new Date(strip.start).toISOString(), to: new Date(strip.end).toISOString() },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);
  const spans = data?.node?.__typename === 'Device' ? data.node.plans : null;
  const failure = error && !spans ? failureWords(error) : null;

  return (
    <section className="drawer-box" aria-labelledby="device-plans" aria-busy={fetching || stale}>
      <header className="device-plans-head">
        <h3 id="device-plans">Time line</h3>
        <span className="quiet">{rangeWords(strip, timeZone)}</span>
        {date !== first && <Button onClick={() => setDate(first)}>Now</Button>}
        <IconButton label="Four weeks earlier" onClick={() => setDate(addDays(date, -stripDays))}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton label="Four weeks later" onClick={() => setDate(addDays(date, stripDays))}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </header>
      <Strip spans={spans ?? []} strip={strip} timeZone={timeZone} />
      {failure ? (
        <p role="alert">
          {failure.title} {failure.advice}
        </p>
      ) : (
        <SpanList spans={spans} timeZone={timeZone} />
      )}
    </section>
  );
}

type Look = 'out' | 'late' | 'planned' | 'downtime' | 'busy';

function lookOf({ assignment, downtime }: PlannedSpanFragment): Look {
  if (downtime) return 'downtime';
  if (!assignment) return 'busy';
  if (assignment.late) return 'late';
  return assignment.state === 'PLANNED' ? 'planned' : 'out';
}

type StripProps = { spans: readonly PlannedSpanFragment[]; strip: Interval; timeZone: string };

/** The picture of it; the list below says the same in words. */
function Strip({ spans, strip, timeZone }: StripProps) {
  const present = placeInStrip(new Date(useNow()).toISOString(), null, strip);
  const weeks = [0, 7, 14, 21].map((days) => strip.start + ((strip.end - strip.start) * days) / stripDays);
  return (
    <div className="device-strip" aria-hidden="true">
      {weeks.map((start, index) => (
        <span key={start} className="device-strip-week" style={{ left: `${index * 25}%` }}>
          {columnWords(start, timeZone)}
        </span>
      ))}
      {spans.map((span) => {
        const place = placeInStrip(span.startsAt, span.endsAt, strip);
        if (!place) return null;
        return (
          <span
            key={`${span.startsAt} ${span.assignment?.id ?? span.downtime?.id ?? ''}`}
            className="device-strip-span"
            data-look={lookOf(span)}
            style={{ left: `${place.left}%`, width: `${place.width}%` }}
          />
        );
      })}
      {present && present.left > 0 && <span className="device-strip-now" style={{ left: `${present.left}%` }} />}
    </div>
  );
}

function SpanList({ spans, timeZone }: { spans: readonly PlannedSpanFragment[] | null; timeZone: string }) {
  const present = useNow();
  if (spans === null) return <p className="quiet">Loading…</p>;
  if (spans.length === 0) return <p className="quiet">Nothing is planned in these weeks.</p>;
  return (
    <ul className="device-spans">
      {spans.map((span) => (
        <li key={`${span.startsAt} ${span.assignment?.id ?? span.downtime?.id ?? ''}`} data-look={lookOf(span)}>
          <span>{spanWords(span, timeZone)}</span>
          <span className="quiet">{whyWords(span, present, timeZone)}</span>
        </li>
      ))}
    </ul>
  );
}

function spanWords({ startsAt, endsAt }: PlannedSpanFragment, timeZone: string): string {
  if (endsAt) return whenWords(intervalOf(startsAt, endsAt), timeZone);
  const start = Date.parse(startsAt);
  return `From ${dayWords(start, timeZone)}, ${timeWords(start, timeZone)}`;
}

function whyWords({ assignment, downtime }: PlannedSpanFragment, present: number, timeZone: string): string {
  if (downtime) return [downtimeNames[downtime.kind], downtime.note].filter(Boolean).join(': ');
  if (!assignment) return 'Busy for another division';
  const who = assignment.booking?.clientName ?? assignment.rental?.company;
  return [who, assignmentWords(assignment, present, timeZone)].filter(Boolean).join(' · ');
}
