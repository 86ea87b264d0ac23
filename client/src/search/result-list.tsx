import { Fragment, type Ref } from 'react';
import { clickWhatWasPressed } from '../ui/click-what-was-pressed.ts';
import { placeOf } from './found-words.ts';
import type { SearchGroup, SearchOption } from './search-option.ts';

type ResultListProps = {
  /** To what scrolls. */
  ref: Ref<HTMLDivElement>;
  id: string;
  typed: string;
  groups: readonly SearchGroup[];
  active: SearchOption | undefined;
  onPoint(key: string): void;
  onChoose(option: SearchOption): void;
};

/** The list that belongs to a combobox: the focus stays in its field, which says which option is the active one. */
export function ResultList({ ref, id, typed, groups, active, onPoint, onChoose }: ResultListProps) {
  return (
    <div
      ref={ref}
      id={`${id}-results`}
      role="listbox"
      aria-label="Results"
      className="search-results"
      hidden={groups.length === 0}
    >
      {groups.map(({ label, options, waiting }) => (
        <div key={label} role="group" aria-label={label} className="search-group">
          <p className="search-group-name" aria-hidden="true">
            {label}
          </p>
          {options.map((option) => (
            <Result
              key={option.key}
              id={`${id}-${option.key}`}
              typed={typed}
              option={option}
              isActive={option === active}
              onPoint={() => onPoint(option.key)}
              onChoose={() => onChoose(option)}
            />
          ))}
          {waiting && <BookingsToCome />}
        </div>
      ))}
    </div>
  );
}

/** Of their size, and where they will stand. */
function BookingsToCome() {
  return (
    <div aria-hidden="true">
      {[56, 40, 48].map((width) => (
        <div key={width} className="search-ghost">
          <span style={{ width: `${width}%` }} />
          <span style={{ width: `${width + 20}%` }} />
        </div>
      ))}
    </div>
  );
}

type ResultProps = {
  id: string;
  typed: string;
  option: SearchOption;
  isActive: boolean;
  onPoint(): void;
  onChoose(): void;
};

function Result({ id, typed, option: { icon, title, detail, end }, isActive, onPoint, onChoose }: ResultProps) {
  return (
    // Keys go to the field.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className="search-option"
      // A list that scrolls under a pointer at rest chooses nothing.
      onPointerMove={isActive ? undefined : onPoint}
      onPointerDown={(event) => clickWhatWasPressed(event, onChoose)}
      onClick={onChoose}
    >
      <span className="search-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="search-text">
        <Title typed={typed} text={title} />
        {detail && (
          <span className="search-detail">
            {detail.map((part, index) => (
              <Fragment key={part}>
                {index > 0 && ' · '}
                <span>{part}</span>
              </Fragment>
            ))}
          </span>
        )}
      </span>
      {end && <span className="search-end">{end}</span>}
    </div>
  );
}

function Title({ typed, text }: { typed: string; text: string }) {
  const place = placeOf(typed, text);
  if (!place) return <span className="search-title">{text}</span>;
  const [before, found, after] = place;
  return (
    <span className="search-title">
      {before}
      <mark className="search-mark">{found}</mark>
      {after}
    </span>
  );
}
