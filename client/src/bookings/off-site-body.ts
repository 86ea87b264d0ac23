import type { OffSiteInput } from '../graphql/generated/graphql.ts';
import type { FieldErrors } from '../forms/field-errors.ts';

/** Where devices go that leave the building, as it was typed. */
export type OffSiteBody = {
  readonly rentalNumber: string;
  readonly company: string;
  readonly contactPerson: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  /** A day: `2026-11-27`; empty where none was chosen. */
  readonly returnOn: string;
};

export const blankOffSite: OffSiteBody = {
  rentalNumber: '',
  company: '',
  contactPerson: '',
  phone: '',
  email: '',
  address: '',
  returnOn: '',
};

const neededOffSite: Readonly<Record<Exclude<keyof OffSiteBody, 'email'>, string>> = {
  rentalNumber: 'Enter the rental number.',
  company: 'Enter the company.',
  contactPerson: 'Enter the on-site contact.',
  phone: 'Enter a phone number.',
  address: 'Enter the address.',
  returnOn: 'Enter the return date.',
};

/** What can be told without asking the server, by the paths that it uses as well. */
export function offSiteErrors(offSite: OffSiteBody): FieldErrors {
  const errors: Record<string, string> = {};
  for (const name of Object.keys(neededOffSite) as (keyof typeof neededOffSite)[]) {
    if (offSite[name].trim() === '') errors[`offSite.${name}`] = neededOffSite[name];
  }
  const email = offSite.email.trim();
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors['offSite.email'] = 'Enter a valid e-mail address.';
  return errors;
}

export function offSiteOf(
  offSite: { readonly [Name in keyof OffSiteBody]?: string | null } | null | undefined,
): OffSiteBody | null {
  if (!offSite) return null;
  const { rentalNumber, company, contactPerson, phone, email, address, returnOn } = offSite;
  return {
    rentalNumber: rentalNumber ?? '',
    company: company ?? '',
    contactPerson: contactPerson ?? '',
    phone: phone ?? '',
    email: email ?? '',
    address: address ?? '',
    returnOn: returnOn ?? '',
  };
}

export function offSiteInput(offSite: OffSiteBody | null): OffSiteInput | null {
  if (!offSite) return null;
  const { rentalNumber, company, contactPerson, phone, email, address, returnOn } = offSite;
  return {
    rentalNumber: rentalNumber.trim(),
    company: company.trim(),
    contactPerson: contactPerson.trim(),
    phone: phone.trim(),
    email: email.trim() || null,
    address: address.trim(),
    returnOn,
  };
}
