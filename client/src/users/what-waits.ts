type Unsettled = {
  /** A name is typed for one of the divisions, and nobody is meant by it. */
  readonly unchosen: boolean;
  /** How many bookings go to nobody, while it is not said that they stay. */
  readonly left: number;
  /** Whether any of them can be handed over from here. */
  readonly mayName: boolean;
};

/** What is to be settled before the account can be closed; null where nothing is. */
export function whatWaits({ unchosen, left, mayName }: Unsettled): string | null {
  if (unchosen) return 'Choose a person from the list, or clear the field.';
  if (left === 0) return null;
  const who = left === 1 ? 'it' : 'them';
  return mayName
    ? `Choose who gets ${who}, or confirm that ${left === 1 ? 'it stays' : 'they stay'}.`
    : `Confirm that ${left === 1 ? 'it stays' : 'they stay'}.`;
}
