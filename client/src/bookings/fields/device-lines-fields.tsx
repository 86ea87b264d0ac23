import { Plus, Trash2 } from 'lucide-react';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { useHere } from '../../people/here.tsx';
import type { Interval } from '../../time/interval.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import {
  blankLine,
  filledLines,
  kindNames,
  mostLines,
  quantityWords,
  type DeviceCategoryOption,
  type DeviceLine,
} from '../device-lines.ts';
import { supplyHints, supplyQuestions, supplyWords, type SupplyHint } from '../device-supply.ts';
import { CountField, TextField } from '../../forms/text-field.tsx';
import { useDeviceCategories } from '../use-device-categories.ts';
import { useDeviceSupply } from '../use-device-supply.ts';
import './device-lines-fields.css';

type DeviceLinesFieldsProps = {
  lines: readonly DeviceLine[];
  errors: FieldErrors;
  /** When they are wanted; each time wants all of them. */
  times: readonly Interval[];
  /** The booking that is being changed: what it has does not stand in its own way. */
  withoutBookingId?: string;
  required?: boolean;
  /** Whether each line says more in words. */
  notes?: boolean;
  onChange(lines: readonly DeviceLine[]): void;
};

/** How many devices of which preference, a line each, and what is free of them while that is typed. */
export function DeviceLinesFields({
  lines,
  errors,
  times,
  withoutBookingId,
  required = false,
  notes = false,
  onChange,
}: DeviceLinesFieldsProps) {
  const categories = useDeviceCategories();
  const { supplyOf, isUnreadable } = useDeviceSupply(supplyQuestions(lines, times, categories), withoutBookingId);
  const hints = times.map((time) => ({ time, hints: supplyHints(time, { lines, times, categories }, supplyOf) }));
  const mayAdd = lines.length < mostLines && filledLines(lines).length === lines.length;

  function change(id: string, next: Partial<DeviceLine>) {
    onChange(lines.map((line) => (line.id === id ? { ...line, ...next } : line)));
  }

  return (
    <div className="device-lines">
      {lines.map((line, index) => (
        <div key={line.id} className="device-line" role="group" aria-label={`Devices ${index + 1}`}>
          <CountField
            name={`devices.${index}.quantity`}
            label="How many"
            required={required && index === 0}
            value={line.quantity}
            error={errors[`devices.${index}.quantity`]}
            onChange={(quantity) => change(line.id, { quantity })}
          />
          <PreferenceField
            line={line}
            index={index}
            categories={categories}
            error={errors[`devices.${index}.preference`]}
            onChange={(preference) => change(line.id, { preference })}
          />
          {lines.length > 1 && (
            <IconButton
              label={`Remove ${quantityWords(0, line.preference, categories).slice(2)}`}
              onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          )}
          <LineHints line={line} hints={hints} />
          {notes && (
            <TextField
              className="device-line-note"
              name={`devices.${index}.note`}
              label="Note for the IT desk"
              maxLength={2000}
              value={line.note}
              error={errors[`devices.${index}.note`]}
              onChange={(note) => change(line.id, { note })}
            />
          )}
        </div>
      ))}
      <SharedHints lines={lines} hints={hints} categories={categories} />
      {isUnreadable && <p className="field-hint">What is free cannot be seen right now. You can send the request.</p>}
      {mayAdd && (
        <Button
          look="ghost"
          className="form-add"
          onClick={() => onChange([...lines, blankLine(nextPreference(lines, categories))])}
        >
          <Plus aria-hidden="true" />
          <span>Add another kind</span>
        </Button>
      )}
    </div>
  );
}

/** The first preference that no line has yet. */
function nextPreference(lines: readonly DeviceLine[], categories: readonly DeviceCategoryOption[]): string {
  const all = ['LAPTOP', 'DESKTOP', ...categories.map(({ id }) => id), 'ANY'];
  return all.find((preference) => lines.every((line) => line.preference !== preference)) ?? 'ANY';
}

type PreferenceFieldProps = {
  line: DeviceLine;
  index: number;
  categories: readonly DeviceCategoryOption[];
  error: string | undefined;
  onChange(preference: string): void;
};

function PreferenceField({ line, index, categories, error, onChange }: PreferenceFieldProps) {
  const isKnown = ['ANY', 'LAPTOP', 'DESKTOP'].includes(line.preference);
  return (
    <Field label="Preference" error={error}>
      {(wiring) => (
        <select
          {...wiring}
          name={`devices.${index}.preference`}
          className="select"
          value={line.preference}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="ANY">Any device</option>
          {(['LAPTOP', 'DESKTOP'] as const).map((kind) => (
            <optgroup key={kind} label={`${kindNames[kind]}s`}>
              <option value={kind}>Any {kindNames[kind].toLowerCase()}</option>
              {categories
                .filter((category) => category.kind === kind)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
          {!isKnown && categories.length === 0 && <option value={line.preference}>…</option>}
        </select>
      )}
    </Field>
  );
}

type TimeHints = { readonly time: Interval; readonly hints: readonly SupplyHint[] };

/** What is free for one line, in each of the times. */
function LineHints({ line, hints }: { line: DeviceLine; hints: readonly TimeHints[] }) {
  const [filled] = filledLines([line]);
  if (!filled) return null;
  const found = hints.flatMap(({ time, hints: all }) => {
    const hint = all.find(({ preference }) => preference === line.preference);
    return hint ? [{ time, hint }] : [];
  });
  return <HintList found={found} quantity={filled.count} many={hints.length > 1} />;
}

/** What the lines share, where that is short although each of them by itself is not. */
function SharedHints({
  lines,
  hints,
  categories,
}: {
  lines: readonly DeviceLine[];
  hints: readonly TimeHints[];
  categories: readonly DeviceCategoryOption[];
}) {
  const shared = hints.flatMap(({ time, hints: all }) =>
    all
      .filter(({ preference, short }) => short > 0 && lines.every((line) => line.preference !== preference))
      .map((hint) => ({ time, hint })),
  );
  return [...new Set(shared.map(({ hint }) => hint.preference))].map((preference) => (
    <div key={preference} className="device-line-shared">
      <p className="field-hint">{quantityWords(0, preference, categories).slice(2)} together:</p>
      <HintList
        found={shared.filter(({ hint }) => hint.preference === preference)}
        quantity={shared.find(({ hint }) => hint.preference === preference)?.hint.wanted ?? 0}
        many={hints.length > 1}
      />
    </div>
  ));
}

const mostHints = 4;

type HintListProps = {
  found: readonly { readonly time: Interval; readonly hint: SupplyHint }[];
  /** What the line wants. */
  quantity: number;
  /** There are several times: each hint says of which it is. */
  many: boolean;
};

function HintList({ found, quantity, many }: HintListProps) {
  const { timeZone } = useHere().facility;
  if (found.length === 0) return null;
  const worst = found.filter(({ hint }) => hint.short > 0);
  const listed = worst.length > 0 ? worst : found;
  const least = Math.min(...found.map(({ hint }) => hint.free));
  // Where nothing is short, one figure is enough.
  const lines =
    worst.length === 0 && many
      ? [{ key: 'least', words: `At least ${least} free each time`, short: false }]
      : listed.slice(0, mostHints).map(({ time, hint }) => ({
          key: `${time.start} ${time.end} ${hint.preference}`,
          words: supplyWords(hint, quantity, timeZone),
          short: hint.short > 0,
        }));
  return (
    <div className="device-line-hints" role="status">
      {lines.map(({ key, words, short }) => (
        <p key={key} data-short={short || undefined}>
          {words}
        </p>
      ))}
      {worst.length > mostHints && <p data-short>and at {worst.length - mostHints} more times</p>}
    </div>
  );
}
