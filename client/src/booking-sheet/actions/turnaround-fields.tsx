import type { FieldErrors } from '../../forms/field-errors.ts';
import { CountField } from '../../forms/text-field.tsx';
import type { TurnaroundDraft } from '../../bookings/turnaround.ts';

type TurnaroundFieldsProps = {
  draft: TurnaroundDraft;
  /** As it will be where nothing is set; not known before the rooms are. */
  usual: { readonly setupMinutes: number; readonly teardownMinutes: number } | undefined;
  errors: FieldErrors;
  onChange(draft: TurnaroundDraft): void;
};

/** Setup and teardown of this booking alone: what is set here goes along to any room. */
export function TurnaroundFields({ draft, usual, errors, onChange }: TurnaroundFieldsProps) {
  return (
    <div className="form-pair">
      <CountField
        name="setupMinutes"
        label="Setup, minutes"
        value={draft.setupMinutes}
        placeholder={usual && String(usual.setupMinutes)}
        hint="Leave empty to use the room’s default."
        error={errors['setupMinutes']}
        onChange={(setupMinutes) => onChange({ ...draft, setupMinutes })}
      />
      <CountField
        name="teardownMinutes"
        label="Teardown, minutes"
        value={draft.teardownMinutes}
        placeholder={usual && String(usual.teardownMinutes)}
        error={errors['teardownMinutes']}
        onChange={(teardownMinutes) => onChange({ ...draft, teardownMinutes })}
      />
    </div>
  );
}
