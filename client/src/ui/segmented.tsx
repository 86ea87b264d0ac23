import { useId } from 'react';
import './segmented.css';

type SegmentedProps<T extends string> = {
  label: string;
  options: readonly { readonly value: T; readonly label: string }[];
  value: T;
  onChange(value: T): void;
};

/** One of a few, all of them in sight. Radio buttons underneath: arrows move, and screen readers know them. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="segmented-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
