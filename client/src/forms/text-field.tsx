import type { ComponentProps, ReactNode } from 'react';
import { Field } from '../ui/field.tsx';

type TextFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'children'> & {
  /** Its path in the input: what is said about it finds it by this name. */
  name: string;
  label: ReactNode;
  value: string;
  error?: string | undefined;
  hint?: ReactNode;
  onChange(value: string): void;
};

export function TextField({
  label,
  value,
  error,
  hint,
  required = false,
  onChange,
  className,
  ...input
}: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} required={required} {...(className ? { className } : {})}>
      {(wiring) => (
        // Clients' data: the browser must not offer those of whoever types.
        <input
          autoComplete="off"
          dir="auto"
          {...wiring}
          {...input}
          required={required}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function CountField(props: TextFieldProps) {
  return <TextField inputMode="numeric" maxLength={6} {...props} />;
}

type AreaFieldProps = {
  name: string;
  label: ReactNode;
  value: string;
  error?: string | undefined;
  hint?: ReactNode;
  required?: boolean;
  maxLength?: number;
  autoFocus?: boolean;
  onChange(value: string): void;
};

export function AreaField({ label, value, error, hint, required = false, onChange, ...area }: AreaFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} required={required}>
      {(wiring) => (
        <textarea
          dir="auto"
          {...wiring}
          {...area}
          required={required}
          rows={2}
          className="textarea"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
