export interface Rule {
  readonly words: string;
  readonly kept: boolean;
}

const FEWEST = 10;
const MOST = 1_000;
const FEWEST_DIFFERENT = 4;

/** What the server will ask of a password, as far as it can be told while typing; it also knows the commonest ones. */
export function passwordRules(password: string, username: string): readonly Rule[] {
  const length = Array.from(password).length;
  const plain = password.toLowerCase();
  return [
    { words: `${FEWEST} characters at least`, kept: length >= FEWEST && password.length <= MOST },
    { words: `${FEWEST_DIFFERENT} different ones at least`, kept: new Set(plain).size >= FEWEST_DIFFERENT },
    {
      words: 'without the user name',
      kept: password !== '' && (username === '' || !plain.includes(username.toLowerCase())),
    },
  ];
}

export function isKept(rules: readonly Rule[]): boolean {
  return rules.every(({ kept }) => kept);
}
