import { Segmented } from '../ui/segmented.tsx';

type DivisionFieldProps = {
  tenants: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  value: string;
  error: string | undefined;
  onChange(tenantId: string): void;
};

/** For whom: asked only of those who book for several. */
export function DivisionField({ tenants, value, error, onChange }: DivisionFieldProps) {
  return (
    <div className="form-choice" data-field="tenantId">
      <span className="field-label" aria-hidden="true">
        Division
        <span className="field-required">*</span>
      </span>
      <Segmented
        label="Division"
        options={tenants.map(({ id, code }) => ({ value: id, label: code }))}
        value={value}
        onChange={onChange}
      />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
