import type { OpenBookingsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { PersonCombobox, type PersonPick } from '../forms/person-combobox.tsx';
import { intervalOf } from '../time/interval.ts';
import { dayWords, whenWords } from '../time/words.ts';
import { openBookingLines } from './open-booking-lines.ts';

type DivisionBookingsProps = {
  open: OpenBookingsFragment;
  /** The path of the field for the successor, as refusals name it. */
  name: string;
  error: string | undefined;
  /** Whose bookings they are. */
  userId: string;
  pick: PersonPick;
  onChange(pick: PersonPick): void;
};

/** What somebody leaves open in one division, and who takes it over. */
export function DivisionBookings({ open, name, error, userId, pick, onChange }: DivisionBookingsProps) {
  return (
    <fieldset className="open-bookings">
      <legend>
        {open.tenant.name}: {open.count} open {open.count === 1 ? 'booking' : 'bookings'}
      </legend>
      <OpenLines {...open} />
      {open.mayHandOver ? (
        <PersonCombobox
          name={name}
          label="Hand over to"
          error={error}
          tenantId={open.tenant.id}
          except={userId}
          pick={pick}
          onChange={onChange}
        />
      ) : (
        <p className="quiet">Only a Room Boss can hand these over.</p>
      )}
    </fieldset>
  );
}

function OpenLines({ bookings, hidden, count }: Pick<OpenBookingsFragment, 'bookings' | 'hidden' | 'count'>) {
  const { timeZone } = useHere().facility;
  const lines = openBookingLines(bookings);
  const more = count - hidden - bookings.length;
  return (
    <>
      {lines.length > 0 && (
        // Long lists scroll, so they can be reached by Tab.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className="open-booking-lines" tabIndex={0} aria-label="Open bookings">
          {lines.map(({ id, clientName, startsAt, endsAt, rule, times, last }) => (
            <li key={id}>
              <strong>{clientName}</strong>{' '}
              <span className="quiet">
                {rule === null
                  ? whenWords(intervalOf(startsAt, endsAt), timeZone)
                  : `${times} × ${rule}, until ${dayWords(Date.parse(last), timeZone)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="quiet">And {more} more later.</p>}
      {hidden > 0 && (
        <p className="quiet">{hidden === 1 ? '1 booking is' : `${hidden} bookings are`} hidden from you.</p>
      )}
    </>
  );
}
