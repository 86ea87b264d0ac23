import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limitSections, limitsText } from '../src/limit-sections.ts';
import { limitTable } from '../src/platform/http/limits/limits.ts';
import { listPlaces } from '../src/platform/http/limits/list-caps.ts';
import { inputBoundRows } from '../src/platform/limit-row.ts';
import { schema } from '../src/schema.ts';

const root = join(import.meta.dirname, '../..');
const table = readFileSync(join(root, 'docs/limits.md'), 'utf8');
const rows = limitSections.flatMap((section) => section.rows);

describe('docs/limits.md', () => {
  it('is what the code says: npm run codegen prints it anew', () => {
    expect(table).toBe(limitsText());
  });

  it('has a row for each limit of a caller with its variable, and for each list', () => {
    for (const [name, { variable, most }] of Object.entries(limitTable))
      expect(table).toContain(
        `| \`${name}\` | ${most.toLocaleString('en')} | ${limitTable[name as keyof typeof limitTable].unit} | \`${variable}\` |`,
      );
    for (const { place } of listPlaces(schema)) expect(table).toContain(`| \`${place}\` |`);
  });

  it('says why of each: in a sentence', () => {
    for (const { name, reason } of rows) expect(reason, name).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('has a row for each bound of an input: what refuses by a number and its description say the same', () => {
    expect(rows).toEqual(expect.arrayContaining([...inputBoundRows()]));
    const described = printSchema(schema);
    for (const [name, words] of [
      ['reason', '500 characters at most'],
      ['bookingDays', 'at most 366 days later'],
      ['eventPage', '1,000 at most'],
      ['pageRows', 'at most 100.'],
      ['turnaroundMinutes', '0 to 1,440'],
    ] as const) {
      expect(described).toContain(words);
      expect(words, name).toContain(rows.find((row) => row.name === name)?.value.toLocaleString('en'));
    }
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['exports', 'heartbeatMs', 'daysKept', 'idempotencyHours']),
    );
  });

  it('names each once, and each variable is one of docs/operators.md', () => {
    expect(rows.length).toBe(new Set(rows.map(({ name }) => name)).size);
    const operators = readFileSync(join(root, 'docs/operators.md'), 'utf8');
    for (const variable of rows.flatMap((row) => row.variable ?? [])) expect(operators).toContain(`\`${variable}\``);
  });
});
