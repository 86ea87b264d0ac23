import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useQuery } from 'urql';
import { useSettled } from './use-settled.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { PeopleWhoMayBookQuery } from '../graphql/generated/graphql.ts';
import { Field } from '../ui/field.tsx';
import { useActiveOption } from '../ui/use-active-option.ts';
import './person-combobox.css';
import { clickWhatWasPressed } from '../ui/click-what-was-pressed.ts';

const PeopleWhoMayBook = graphql(`
  query PeopleWhoMayBook($tenantId: ID!, $search: String) {
    peopleWhoMayBook(tenantId: $tenantId, search: $search) {
      id
      username
      displayName
    }
  }
`);

export type Person = PeopleWhoMayBookQuery['peopleWhoMayBook'][number];

/** Who was chosen, or what is typed as long as nobody was. */
export type PersonPick = {
  readonly person: Person | null;
  readonly typed: string;
};

export const noPerson: PersonPick = { person: null, typed: '' };

export const chooseFromList = 'Choose a person from the list.';

/** A name is typed, and nobody is meant by it. */
export function isUnchosen({ person, typed }: PersonPick): boolean {
  return person === null && typed.trim() !== '';
}

type PersonComboboxProps = {
  /** The path of the field, as refusals name it. */
  name: string;
  label: string;
  required?: boolean;
  hint?: string;
  error: string | undefined;
  /** The division that is booked for. */
  tenantId: string;
  /** Who has it now, and is not offered. */
  except: string;
  pick: PersonPick;
  onChange(pick: PersonPick): void;
};

const settledMs = 150;
const leftMs = 400;
const nobodyFound: readonly Person[] = [];

/** One of the people who may book for a division: typing narrows them, arrows and Enter choose. */
export function PersonCombobox({
  name,
  label,
  required = false,
  hint,
  error,
  tenantId,
  except,
  pick: { person, typed },
  onChange,
}: PersonComboboxProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { people, fetching } = usePeople({ tenantId, except, typed, open });
  const [active, setActive] = useActiveOption(people.map(({ id: key }) => key));
  const shown = open && people.length > 0;
  // A name that was not chosen looks like one that was. Said a moment later: nothing moves away under the press that left the field.
  const isLeft = isUnchosen({ person, typed }) && !open;
  const wasLeft = useSettled(isLeft, leftMs);
  const wrong = error ?? (isLeft && wasLeft ? chooseFromList : undefined);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function choose(chosen: Person) {
    onChange({ person: chosen, typed: '' });
    close();
  }

  function press(event: KeyboardEvent) {
    const chosen = people[active];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      if (!open) setOpen(true);
      else if (people.length > 0)
        setActive((active + step + people.length + (active < 0 && step < 0 ? 1 : 0)) % people.length);
    } else if (event.key === 'Enter' && shown && chosen) choose(chosen);
    else if (event.key === 'Escape' && shown) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="person-combobox">
      <Field label={label} error={wrong} required={required} hint={hint}>
        {(wiring) => (
          <input
            autoComplete="off"
            {...wiring}
            name={name}
            className="input"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={shown ? id : undefined}
            aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
            required={required}
            placeholder="Name"
            value={person ? person.displayName : typed}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onChange={({ target }) => {
              // What is typed behind a name that was chosen begins a new search.
              onChange({ person: null, typed: target.value });
              setOpen(true);
              setActive(-1);
            }}
            onKeyDown={press}
            onBlur={close}
          />
        )}
      </Field>
      {shown && (
        <PersonOptions
          ref={list}
          id={id}
          label={label}
          people={people}
          active={active}
          onPoint={setActive}
          onChoose={choose}
        />
      )}
      <p className={open && !fetching && people.length === 0 && person === null ? 'quiet' : 'unseen'} role="status">
        {open && !fetching && person === null ? countWords(people.length) : ''}
      </p>
    </div>
  );
}

type PeopleNeeds = {
  readonly tenantId: string;
  readonly except: string;
  readonly typed: string;
  readonly open: boolean;
};

/** Finds who may book and is called as it is typed, once the typing pauses; nobody while the list is closed. */
function usePeople({ tenantId, except, typed, open }: PeopleNeeds) {
  const search = useSettled(typed.trim(), settledMs);
  const [{ data, fetching }] = useQuery({
    query: PeopleWhoMayBook,
    variables: { tenantId, search: search || null },
    pause: !open,
    requestPolicy: 'cache-and-network',
  });
  const people = open ? (data?.peopleWhoMayBook.filter((one) => one.id !== except) ?? nobodyFound) : nobodyFound;
  return { people, fetching };
}

type PersonOptionsProps = {
  ref: RefObject<HTMLDivElement | null>;
  id: string;
  label: string;
  people: readonly Person[];
  /** The place of the one that Enter means. */
  active: number;
  onPoint(index: number): void;
  onChoose(person: Person): void;
};

/** The list below the field. */
function PersonOptions({ ref, id, label, people, active, onPoint, onChoose }: PersonOptionsProps) {
  return (
    <div ref={ref} id={id} role="listbox" aria-label={label} className="person-options">
      {people.map((person, index) => (
        // The keyboard stays in the field, which tells which one is meant.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="person-option"
          onPointerMove={() => onPoint(index)}
          onPointerDown={(event) => clickWhatWasPressed(event, () => onChoose(person))}
          onClick={() => onChoose(person)}
        >
          {person.displayName} <span className="quiet">{person.username}</span>
        </div>
      ))}
    </div>
  );
}

function countWords(count: number): string {
  if (count === 0) return 'No one with this name can book for this division.';
  return count === 1 ? '1 person' : `${count} people`;
}
