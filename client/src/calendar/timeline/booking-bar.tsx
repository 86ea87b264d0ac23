import { memo, type CSSProperties } from 'react';
import { deviceCountWords, peopleWords } from '../../bookings/booking-words.ts';
import { statusFacts } from '../../bookings/status.ts';
import { closedWords } from '../../rooms/facts/closure-words.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { signs, statusSigns } from './bar-signs.tsx';
import { barText, closureText, type BarText } from '../layout/bar-text.ts';
import { barWords } from './bar-words.ts';
import type { Bar } from '../data/bars.ts';
import { focusId } from './slot-focus.tsx';
import { narrowestGhostPx } from '../layout/tray-lanes.ts';
import { sticksFromPx } from '../layout/use-sideways.ts';
import './booking-bar.css';

graphql(`
  fragment BookingBar on Booking {
    id
    reference
    version
    kind
    status
    tenant {
      id
      code
    }
    clientName
    numLearners
    numFacilitators
    startsAt
    endsAt
    room {
      id
      name
    }
    requestedRoom {
      id
      name
    }
    coffeeTeaStation
    morningCatering
    lunchCatering
    devicesNeeded
    devicesAssigned
    deviceTypePreference
    notes
  }
`);

graphql(`
  fragment GhostBar on Booking {
    ...BookingBar
    createdAt
    requester {
      id
    }
  }
`);

graphql(`
  fragment OccupancyBar on Occupancy {
    id
    startsAt
    endsAt
    room {
      id
    }
    bookedRoom {
      id
      name
    }
    booking {
      ...BookingBar
    }
    closure {
      ...ClosureFacts
    }
  }
`);

type BookingBarProps = {
  bar: Bar;
  timeZone: string;
  trackWidth: number;
  rowHeight: number;
  /** How many columns the grid has for days. */
  days: number;
  /** It begins where its name may be out of sight. */
  leading: boolean;
  /** The keyboard is on it. */
  current: boolean;
  selected: boolean;
  glowing: boolean;
  inHand?: boolean;
  saving?: boolean;
  /** In the tray: how far down. */
  lane?: number;
};

const narrowestPx = 7;
/** What it begins with: a pixel to its neighbour, and its edge. */
const borderPx = 4;
/** From here on its name may be out of sight while most of it is in sight. */
const longFromPx = 140;
/** Below this the texture of a busy bar is more noise than sign. */
const flatBelowPx = 40;
/** Of setup and teardown nobody sees less; a month has hundreds of them. */
const leastEndPx = 2;

export const BookingBar = memo(function BookingBar({
  bar,
  timeZone,
  trackWidth,
  rowHeight,
  days,
  leading,
  lane,
  ...state
}: BookingBarProps) {
  const { booking, closure, rows, setup, teardown } = bar;
  const left = Math.round(bar.left * trackWidth) - (bar.late ? narrowestPx + 3 : 0);
  // Neighbours that touch in time do not touch on the screen.
  const drawn = Math.round((bar.left + bar.width) * trackWidth) - Math.round(bar.left * trackWidth) - 2;
  const width = Math.max(lane === undefined ? narrowestPx : narrowestGhostPx, drawn);
  const isLong = width > longFromPx && leading;
  const style: CSSProperties & { '--begins'?: string } = {
    left: left + 1,
    width,
    height: rows * rowHeight - (lane === undefined ? 5 : 6),
    top: lane === undefined ? 2 : lane * rowHeight + 3,
  };
  if (isLong) style['--begins'] = `${left + borderPx + setup * width}px`;
  const text = booking ? barText(width * (1 - setup - teardown), booking, bar.bookedRoom ?? '', bar.conflict) : null;
  const look = closure ? 'closed' : !booking || bar.aside ? 'busy' : statusFacts[booking.status].look;
  const first = Math.min(days - 1, Math.floor(bar.left * days + 1e-9) - (bar.late ? 1 : 0));
  const last = Math.max(first, Math.ceil((bar.left + bar.width) * days - 1e-9) - 1);
  return (
    <div
      role="gridcell"
      id={state.current ? focusId : undefined}
      className={`bar status-${look}`}
      style={style}
      aria-label={barWords(bar, timeZone)}
      aria-selected={booking || closure ? state.selected : undefined}
      aria-colindex={first + 2}
      aria-colspan={last - first + 1}
      data-bar={bar.key}
      data-booking={booking?.id}
      data-cursor={state.current || undefined}
      data-glow={state.glowing || undefined}
      data-in-hand={state.inHand || undefined}
      data-saving={state.saving || undefined}
      data-tall={rows > 1 || undefined}
      data-conflict={bar.conflict || undefined}
      data-long={isLong ? (width > sticksFromPx ? 'sticks' : 'true') : undefined}
      data-flat={width < flatBelowPx || undefined}
      data-unsigned={text?.sign === false || undefined}
      data-cut={bar.cut.join(' ') || undefined}
    >
      {setup * width >= leastEndPx && <span className="bar-end" style={{ width: `${setup * 100}%` }} />}
      <BarBody bar={bar} width={width} text={text} />
      {teardown * width >= leastEndPx && (
        <span className="bar-end" data-after style={{ width: `${teardown * 100}%` }} />
      )}
    </div>
  );
});

const busyFromPx = 44;

function BarBody({ bar, width, text }: { bar: Bar; width: number; text: BarText | null }) {
  const { booking, closure, room, bookedRoom } = bar;
  if (closure) return <ClosureBody closure={closure} width={width} />;
  if (!booking || !text)
    return width < busyFromPx ? null : (
      <span className="bar-body" aria-hidden="true">
        <span className="bar-client">Busy</span>
      </span>
    );
  const { sign, client, people, icons } = text;
  if (!client) return null;
  // Of an office that is let for years, the name is all there is to say.
  if (room?.longTerm)
    return (
      <span className="bar-body" aria-hidden="true">
        <span className="bar-client">{booking.clientName}</span>
      </span>
    );
  return (
    <span className={people || icons ? 'bar-body bar-body-full' : 'bar-body'} aria-hidden="true">
      {sign && statusSigns[bar.conflict ? 'conflict' : statusFacts[booking.status].look]}
      <span className="bar-client">{booking.clientName}</span>
      {people && <span className="bar-people" data-words={peopleWords(booking)} />}
      {icons && <BarIcons booking={booking} bookedRoom={bookedRoom} />}
    </span>
  );
}

function ClosureBody({ closure, width }: { closure: NonNullable<Bar['closure']>; width: number }) {
  const text = closureText(width, closure);
  if (text === null) return null;
  return (
    <span className="bar-body" aria-hidden="true">
      {signs.closed}
      {text !== 'sign' && <span className="bar-client">{text === 'all' ? closedWords(closure) : 'Closed'}</span>}
    </span>
  );
}

// Numbers and rooms as generated content: what is read aloud is the label, in its own order.
function BarIcons({ booking, bookedRoom }: { booking: BookingBarFragment; bookedRoom: string | null }) {
  return (
    <span className="bar-icons">
      {booking.coffeeTeaStation && signs.coffee}
      {(booking.lunchCatering !== 'NONE' || booking.morningCatering !== 'NONE') && signs.utensils}
      {booking.devicesNeeded > 0 && (
        <>
          {signs.laptop}
          <span data-words={deviceCountWords(booking)} />
        </>
      )}
      {booking.notes && signs.note}
      {bookedRoom && <span data-words={bookedRoom} />}
    </span>
  );
}
