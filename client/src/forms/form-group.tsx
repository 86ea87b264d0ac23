import type { ReactNode } from 'react';

/** A part of the form with its name; a `fieldset`, so that the name is said with each of its fields. */
export function FormGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="form-group">
      <legend>{title}</legend>
      <div className="form-group-fields">{children}</div>
    </fieldset>
  );
}
