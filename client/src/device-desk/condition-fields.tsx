import { AreaField } from '../forms/text-field.tsx';
import type { FieldErrors } from '../forms/field-errors.ts';
import type { DeviceCondition } from '../graphql/generated/graphql.ts';
import { Segmented } from '../ui/segmented.tsx';

export type Condition = {
  readonly condition: DeviceCondition;
  /** Accessories that did not come back. */
  readonly missing: readonly string[];
  readonly note: string;
};

/** What is kept of how a device came back: what is missing, and what somebody wrote. */
export function noteOf({ missing, note }: Pick<Condition, 'missing' | 'note'>): string | null {
  const parts = [
    ...(missing.length > 0 ? [`Missing: ${missing.join(', ')}`] : []),
    ...(note.trim() ? [note.trim()] : []),
  ];
  return parts.length === 0 ? null : parts.join('. ');
}

type ConditionFieldsProps = {
  readonly conditions: readonly DeviceCondition[];
  readonly value: Condition;
  readonly accessories: readonly string[];
  readonly errors: FieldErrors;
  onChange(change: Partial<Condition>): void;
};

const conditionWords: Record<DeviceCondition, string> = { GOOD: 'Good', DAMAGED: 'Damaged', LOST: 'Lost' };

/** How a device came back. */
export function ConditionFields({ conditions, value, accessories, errors, onChange }: ConditionFieldsProps) {
  return (
    <>
      <div data-field="condition">
        <Segmented
          label="Condition"
          options={conditions.map((condition) => ({ value: condition, label: conditionWords[condition] }))}
          value={value.condition}
          onChange={(condition) => onChange({ condition })}
        />
      </div>
      {accessories.length > 0 && (
        <fieldset className="field" data-field="missing">
          <legend className="field-label">Missing accessories</legend>
          {accessories.map((accessory) => (
            <label key={accessory} className="device-choose">
              <input
                type="checkbox"
                checked={value.missing.includes(accessory)}
                onChange={(event) =>
                  onChange({
                    missing: event.target.checked
                      ? [...value.missing, accessory]
                      : value.missing.filter((one) => one !== accessory),
                  })
                }
              />
              <span>{accessory}</span>
            </label>
          ))}
        </fieldset>
      )}
      <AreaField
        name="note"
        label="Note"
        maxLength={500}
        value={value.note}
        error={errors['note'] ?? errors['items.0.note']}
        onChange={(note) => onChange({ note })}
      />
    </>
  );
}
