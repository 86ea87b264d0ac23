import { expect, test } from 'vitest';
import { areAllMet, passwordRules } from './password-rules.ts';

function broken(password: string, username = 'naledi') {
  return passwordRules(password, username).flatMap(({ words, isMet }) => (isMet ? [] : [words]));
}

test('a few words that somebody put together keep every rule', () => {
  expect(areAllMet(passwordRules('four quiet kudus', 'naledi'))).toBe(true);
});

test('each rule is told by itself', () => {
  expect(broken('kudu')).toEqual(['at least 10 characters', 'at least 4 different characters']);
  expect(broken('aaaaaaaaaaab')).toEqual(['at least 4 different characters']);
  expect(broken('my-Naledi-2026')).toEqual(['not your username']);
  expect(broken('')).toHaveLength(3);
});

test('letters that need two code units count once', () => {
  expect(broken('🦓🦒🦏🐘🦛')).toEqual(['at least 10 characters']);
});
