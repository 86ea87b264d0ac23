import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { attendeesOf, numberOf, type PeopleDraft, type ServiceDraft } from './booking-draft.ts'
import type { FieldErrors } from './refusal.ts'

interface ServiceFieldsProps {
  draft: ServiceDraft & PeopleDraft
  errors: FieldErrors
  /** The longest stretch, in days: from three on the kitchen has its own menu. */
  days: number
  withRoom: boolean
  onChange(change: Partial<ServiceDraft>): void
}

const MENU_FROM_DAYS = 3

export function ServiceFields({ draft, errors, days, withRoom, onChange }: ServiceFieldsProps) {
  return (
    <>
      {withRoom && <CateringFields draft={draft} errors={errors} days={days} onChange={onChange} />}
      <fieldset className="group">
        <legend>Supplies and devices</legend>
        {withRoom && (
          <div className="field-pair">
            <label className="tick">
              <input
                type="checkbox"
                checked={draft.stationeryNeeded}
                onChange={(event) => onChange({ stationeryNeeded: event.target.checked })}
              />
              <span>
                Stationery
                {draft.stationeryNeeded && <span className="quiet">, {attendeesOf(draft)} sets</span>}
              </span>
            </label>
            <Field label="Water bottles a day" error={errors['waterBottles']}>
              {(wiring) => (
                <input
                  {...wiring}
                  className="input"
                  type="number"
                  inputMode="numeric"
                  min={0}
                  value={draft.waterBottles}
                  onChange={(event) => onChange({ waterBottles: event.target.value })}
                />
              )}
            </Field>
          </div>
        )}
        <div className="field-pair">
          <Field label="Devices" required={!withRoom} error={errors['devicesNeeded']}>
            {(wiring) => (
              <input
                {...wiring}
                className="input"
                type="number"
                inputMode="numeric"
                min={0}
                value={draft.devicesNeeded}
                onChange={(event) => onChange({ devicesNeeded: event.target.value })}
              />
            )}
          </Field>
          {numberOf(draft.devicesNeeded) > 0 && (
            <div className="field">
              <span className="field-label" aria-hidden="true">
                Which
              </span>
              <Segmented
                label="Which devices"
                value={draft.deviceTypePreference}
                onChange={(deviceTypePreference) => onChange({ deviceTypePreference })}
                options={[
                  { value: 'ANY', label: 'Any' },
                  { value: 'LAPTOPS', label: 'Laptops' },
                  { value: 'DESKTOPS', label: 'Desktops' },
                ]}
              />
            </div>
          )}
        </div>
      </fieldset>
    </>
  )
}

type CateringFieldsProps = Omit<ServiceFieldsProps, 'withRoom'>

function CateringFields({ draft, errors, days, onChange }: CateringFieldsProps) {
  const inHouse = draft.lunchCatering === 'IN_HOUSE'
  return (
    <fieldset className="group">
      <legend>Catering</legend>
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.coffeeTeaStation}
          onChange={(event) => onChange({ coffeeTeaStation: event.target.checked })}
        />
        <span>Coffee and tea station</span>
      </label>
      <div className="field">
        <span className="field-label" aria-hidden="true">
          Morning
        </span>
        <Segmented
          label="Morning"
          value={draft.morningCatering}
          onChange={(morningCatering) => onChange({ morningCatering })}
          options={[
            { value: 'NONE', label: 'Nothing' },
            { value: 'PASTRY', label: 'Pastry' },
            { value: 'SANDWICHES', label: 'Sandwiches' },
          ]}
        />
      </div>
      <div className="field">
        <span className="field-label" aria-hidden="true">
          Lunch
        </span>
        <Segmented
          label="Lunch"
          value={draft.lunchCatering}
          onChange={(lunchCatering) => onChange({ lunchCatering })}
          options={[
            { value: 'NONE', label: 'None' },
            { value: 'SELF_CATERED', label: 'Self-catered' },
            { value: 'IN_HOUSE', label: 'In-house' },
          ]}
        />
        {inHouse && days >= MENU_FROM_DAYS && (
          <p className="field-hint">Three days or more: the kitchen’s alternating menu.</p>
        )}
      </div>
      <Field label={inHouse && days < MENU_FROM_DAYS ? 'What they would like' : 'Notes for the kitchen'} error={errors['cateringNotes']}>
        {(wiring) => (
          <textarea
            {...wiring}
            className="textarea"
            maxLength={2000}
            placeholder="Halaal, vegetarian, allergies …"
            value={draft.cateringNotes}
            onChange={(event) => onChange({ cateringNotes: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}
