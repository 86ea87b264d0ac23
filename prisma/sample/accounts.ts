export type TenantCode = 'TECH' | 'TRAINING';

const accounts = [
  ['staff.tech', 'Naledi Mokoena, Tech staff', 'staff', 'TECH'],
  ['viewer.tech', 'Pieter Botha, Tech viewer', 'viewer', 'TECH'],
  ['staff.training', 'Ayesha Naidoo, Training staff', 'staff', 'TRAINING'],
  ['viewer.training', 'Bongani Zulu, Training viewer', 'viewer', 'TRAINING'],
  ['admin', 'Susan van Wyk, administrator', 'admin', null],
  ['room_boss', 'Sipho Dlamini, Room Boss', 'room_boss', null],
  ['it_boss', 'Fatima Cassim, IT Boss', 'it_boss', null],
  ['it_staff', 'Johan Pretorius, IT staff', 'it_staff', null],
  ['training_facility_admin', 'Nomsa Khumalo, training facility administrator', 'training_facility_admin', null],
  ['it_rental_admin', 'Rajesh Pillay, IT rental administrator', 'it_rental_admin', null],
  ['kitchen', 'Grace Maseko, kitchen', 'kitchen', null],
  ['superuser', 'Lindiwe Sithole, second pair of eyes', 'superuser', null],
] as const;

export type AccountName = (typeof accounts)[number][0];

export type SampleAccount = {
  readonly username: AccountName;
  readonly displayName: string;
  readonly role: string;
  readonly tenant: TenantCode | null;
};

/** In the order in which they are shown. The people are invented, and marked so wherever their names appear. */
export const sampleAccounts: readonly SampleAccount[] = accounts.map(([username, displayName, role, tenant]) => ({
  username,
  displayName: `${displayName} (sample)`,
  role,
  tenant,
}));
