import type { BodyFieldsProps } from '../booking-body.ts';
import { blankOffSite, type OffSiteBody } from '../off-site-body.ts';
import { useHere } from '../../people/here.tsx';
import { TextField } from '../../forms/text-field.tsx';

type OffSiteFieldsProps = BodyFieldsProps & {
  /** The day the booking ends, where that is known: they are not due back before. */
  until: string | null;
};

/** Devices that leave the building; under one tick, because most of them stay. */
export function OffSiteFields({ values: { offSite, ...client }, errors, onChange, until }: OffSiteFieldsProps) {
  const { bookableUntil } = useHere().facility;
  const text = (name: keyof OffSiteBody, label: string, more: Partial<Parameters<typeof TextField>[0]> = {}) => (
    <TextField
      name={`offSite.${name}`}
      label={label}
      required
      maxLength={200}
      value={offSite?.[name] ?? ''}
      error={errors[`offSite.${name}`]}
      onChange={(value) => onChange({ offSite: { ...(offSite ?? blankOffSite), [name]: value } })}
      {...more}
    />
  );
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          name="offSite"
          checked={offSite !== null}
          // Most of them go to whoever asks for them.
          onChange={({ target }) =>
            onChange({
              offSite: target.checked
                ? {
                    ...blankOffSite,
                    company: client.clientName,
                    contactPerson: client.clientContactPerson,
                    phone: client.clientPhone,
                    email: client.clientEmail,
                    returnOn: until ?? '',
                  }
                : null,
            })
          }
        />
        <span>Off-site rental</span>
      </label>
      {offSite && (
        <>
          <div className="form-pair">
            {text('rentalNumber', 'Rental number', { maxLength: 100, hint: 'One number can cover several devices.' })}
            {text('returnOn', 'Due back on', {
              type: 'date',
              max: until !== null && until > bookableUntil ? until : bookableUntil,
              ...(until === null ? {} : { min: until }),
            })}
          </div>
          {text('company', 'Company')}
          {text('address', 'Address', { maxLength: 500 })}
          {text('contactPerson', 'On-site contact')}
          <div className="form-pair">
            {text('phone', 'Phone', { type: 'tel', maxLength: 50 })}
            {text('email', 'E-mail', { type: 'email', inputMode: 'email', required: false, maxLength: 254 })}
          </div>
        </>
      )}
    </>
  );
}
