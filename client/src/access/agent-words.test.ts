import { expect, test } from 'vitest';
import { agentWords } from './agent-words.ts';

const mozilla = 'Mozilla/5.0';

test('browsers are told by their own name, not by those they borrow', () => {
  expect(
    agentWords(`${mozilla} (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36`),
  ).toBe('Chrome on Linux');
  expect(
    agentWords(
      `${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0`,
    ),
  ).toBe('Edge on Windows');
  expect(
    agentWords(
      `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15`,
    ),
  ).toBe('Safari on macOS');
  expect(
    agentWords(
      `${mozilla} (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1`,
    ),
  ).toBe('Safari on iPhone');
  expect(
    agentWords(
      `${mozilla} (Linux; Android 16; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36`,
    ),
  ).toBe('Chrome on Android');
  expect(
    agentWords(
      `${mozilla} (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36`,
    ),
  ).toBe('Chrome on Linux');
});

test('a tool is told by its first word, and what says nothing as unknown', () => {
  expect(agentWords('curl/8.14.1')).toBe('curl');
  expect(agentWords('node')).toBe('node');
  expect(agentWords(null)).toBe('Unknown program');
  expect(agentWords('')).toBe('Unknown program');
});
