import { useState } from 'react';

type DayInputProps = {
  label: string;
  className?: string;
  /** A whole day: `2026-11-27`. */
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange(value: string | undefined): void;
};

/** A day that an address holds. It is told of whole days alone: what is typed passes through the years of the Romans. */
export function DayInput({ label, className, value, min, max = '9000-12-31', onChange }: DayInputProps) {
  const [half, setHalf] = useState({ text: '', over: value });
  const shown = half.text !== '' && half.over === value ? half.text : (value ?? '');

  function change(text: string) {
    const whole = text === '' || /^[1-9]\d{3}-/.test(text);
    setHalf({ text, over: value });
    if (whole) onChange(text || undefined);
  }
  return (
    <label className={className}>
      {label}
      <input
        className="input"
        type="date"
        min={min}
        max={max}
        value={shown}
        onChange={({ target }) => change(target.value)}
      />
    </label>
  );
}
