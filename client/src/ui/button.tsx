import type { ComponentProps } from 'react';
import './button.css';

type ButtonProps = ComponentProps<'button'> & {
  /** `primary` once a view, for what it is there for; `danger` for what cannot be taken back. */
  look?: 'primary' | 'plain' | 'danger' | 'ghost';
  /** Under way: keeps its width, and cannot be pressed twice. */
  busy?: boolean;
};

export function Button({ look = 'plain', busy = false, className = '', children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${look} ${className}`}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {children}
    </button>
  );
}

type IconButtonProps = ComponentProps<'button'> & {
  label: string;
};

export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest} />;
}
