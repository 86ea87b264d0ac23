export type Rule = {
  readonly words: string;
  readonly isMet: boolean;
};

const fewestCharacters = 10;
const mostCharacters = 1_000;
const fewestDifferent = 4;

/** Finds what the server will ask of a password, as far as it can be told while typing; it also knows the commonest ones. */
export function passwordRules(password: string, username: string): readonly Rule[] {
  const length = Array.from(password).length;
  const plain = password.toLowerCase();
  return [
    {
      words: `at least ${fewestCharacters} characters`,
      isMet: length >= fewestCharacters && password.length <= mostCharacters,
    },
    { words: `at least ${fewestDifferent} different characters`, isMet: new Set(plain).size >= fewestDifferent },
    {
      words: 'not your username',
      isMet: password !== '' && (username === '' || !plain.includes(username.toLowerCase())),
    },
  ];
}

export function areAllMet(rules: readonly Rule[]): boolean {
  return rules.every(({ isMet }) => isMet);
}
