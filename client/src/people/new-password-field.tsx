import { Check, Dot, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { passwordRules } from './password-rules.ts';
import './new-password-field.css';

type NewPasswordFieldProps = {
  value: string;
  /** Whose it is: no password holds it. */
  username: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onChange(value: string): void;
};

/** A password that is typed once and can be looked at, with what it needs told while it is typed. */
export function NewPasswordField({ value, username, error, autoFocus = false, onChange }: NewPasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Sign = shown ? EyeOff : Eye;
  return (
    <Field
      label="New password"
      error={error}
      required
      hint={
        <ul className="password-rules" aria-label="What it needs">
          {passwordRules(value, username).map(({ words, isMet }) => (
            <li key={words} data-kept={isMet}>
              {isMet ? <Check aria-hidden="true" /> : <Dot aria-hidden="true" />}
              {words}
              <span className="unseen">{isMet ? ', done' : ', not yet'}</span>
            </li>
          ))}
        </ul>
      }
    >
      {(wiring) => (
        <div className="password-input">
          <input
            {...wiring}
            className="input"
            name="newPassword"
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus={autoFocus}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <button type="button" className="password-reveal" aria-pressed={shown} onClick={() => setShown(!shown)}>
            <Sign aria-hidden="true" />
            {shown ? 'Hide' : 'Show'}
            <span className="unseen"> the new password</span>
          </button>
        </div>
      )}
    </Field>
  );
}
