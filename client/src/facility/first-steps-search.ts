const steps = ['facility', 'rooms', 'people'] as const;
export type Step = (typeof steps)[number];

/** Which step of the first set-up is in the address. */
export type FirstStepsSearch = { readonly step?: Step | undefined };

export function firstStepsSearch(search: Record<string, unknown>): FirstStepsSearch {
  return { step: steps.find((step) => step === search['step']) };
}
