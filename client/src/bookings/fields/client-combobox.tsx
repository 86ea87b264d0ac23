import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Field } from '../../ui/field.tsx';
import type { BodyFieldsProps } from '../booking-body.ts';
import { useClientSuggestions, type ClientSuggestion } from './use-client-suggestions.ts';
import { useActiveOption } from '../../ui/use-active-option.ts';
import './client-combobox.css';
import { clickWhatWasPressed } from '../../ui/click-what-was-pressed.ts';

type ClientComboboxProps = Pick<BodyFieldsProps, 'values' | 'onChange'> & {
  label: string;
  value: string;
  error: string | undefined;
  tenantId: string | null;
};

const contactFields = ['clientContactPerson', 'clientEmail', 'clientPhone'] as const;

/** The company, with those who were here before: choosing one fills in the contact, where nobody has begun to. */
export function ClientCombobox({ label, value, error, values, tenantId, onChange }: ClientComboboxProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const suggestions = useClientSuggestions(open ? value : '', tenantId);
  const [active, setActive] = useActiveOption(suggestions.map(({ clientName }) => clientName));
  const shown = open && suggestions.length > 0;
  /** What the last choice has filled in: that was typed by nobody, and gives way to the next one. */
  const filled = useRef<Partial<ClientSuggestion>>({});
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose(suggestion: ClientSuggestion) {
    const untouched = contactFields.filter(
      (name) => values[name].trim() === '' || values[name] === filled.current[name],
    );
    filled.current = suggestion;
    onChange({
      clientName: suggestion.clientName,
      ...Object.fromEntries(untouched.map((name) => [name, suggestion[name]])),
    });
    close();
  }

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function press(event: KeyboardEvent) {
    const chosen = suggestions[active];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      if (!open) setOpen(true);
      else setActive(optionAfter(active, step, suggestions.length));
    } else if (event.key === 'Enter' && shown && chosen) choose(chosen);
    else if (event.key === 'Escape' && shown) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="client-combobox">
      <Field label={label} error={error} required>
        {(wiring) => (
          <input
            autoComplete="off"
            dir="auto"
            {...wiring}
            name="clientName"
            className="input"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={shown ? id : undefined}
            aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
            required
            maxLength={200}
            value={value}
            onChange={({ target }) => {
              onChange({ clientName: target.value });
              setOpen(true);
              setActive(-1);
            }}
            onKeyDown={press}
            onBlur={close}
          />
        )}
      </Field>
      {shown && (
        <div ref={list} id={id} role="listbox" aria-label="Earlier clients" className="client-options">
          {suggestions.map((suggestion, index) => (
            <ClientOption
              key={suggestion.clientName}
              id={`${id}-${index}`}
              suggestion={suggestion}
              active={index === active}
              onPoint={() => setActive(index)}
              onChoose={() => choose(suggestion)}
            />
          ))}
        </div>
      )}
      <p className="unseen" role="status">
        {shown ? `${suggestions.length} earlier ${suggestions.length === 1 ? 'client' : 'clients'}` : ''}
      </p>
    </div>
  );
}

/** Past either end one is back in what was typed, which is -1. */
function optionAfter(active: number, step: number, count: number): number {
  const places = count + 1;
  return ((active + 1 + step + places) % places) - 1;
}

type ClientOptionProps = {
  id: string;
  suggestion: ClientSuggestion;
  active: boolean;
  onPoint(): void;
  onChoose(): void;
};

function ClientOption({ id, suggestion, active, onPoint, onChoose }: ClientOptionProps) {
  return (
    // The keyboard stays in the field, which tells which one is meant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      className="client-option"
      onPointerMove={onPoint}
      onPointerDown={(event) => clickWhatWasPressed(event, onChoose)}
      onClick={onChoose}
    >
      <strong>{suggestion.clientName}</strong>
      <span>
        {suggestion.clientContactPerson} · {suggestion.clientEmail} · {suggestion.clientPhone}
      </span>
    </div>
  );
}
