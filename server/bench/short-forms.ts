/** The benches of this folder that test:soak runs with `--short`, and what each says when it has measured something. */
export const shortForms = {
  'crowd.ts': /50 at one free slot/,
  'dear-documents.ts': /the dearest of all lists, filled/,
  'door.ts': /memory kept: \d+ MB/,
  'flood.ts': /p50 of the week beside the flood/,
  'plan.ts': /the same, crowded into twelve days/,
  'rights-watch.ts': /was told to 10 subscriptions/,
  'row-security.ts': /a month, 16 rooms, \d+ rows/,
  'search.ts': /200 bookings, 1 rounds each/,
  'sign-in-load.ts': /sign-ins meanwhile/,
};
