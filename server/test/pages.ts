import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** Made by machines, or no part of the repository. */
const skipped =
  /^(\.git|\.data|\.turbo|node_modules|test-results|playwright-report|client\/dist|server\/src\/generated|client\/src\/graphql\/generated)$/;

/** All files below a folder, as the repository names them: `server/src/app.ts`. */
export function filesBelow(folder = ''): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (skipped.test(path) || entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

export function readPage(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** What stands in fences is no prose: neither its headings nor its links count. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

export function headingsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading.replaceAll('`', '').trim(),
  );
}

/** The anchor that a heading gets on the web. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Links of a page that lead nowhere: to a file or a heading that is not there. Those to other sites are not followed. */
export function brokenLinks(path: string, text = readPage(path)): string[] {
  const prose = withoutCode(text).replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    const page = file === '' ? path : posix.join(dirname(path), file);
    if (page.startsWith('..') || !existsSync(join(repository, page))) return true;
    return anchor !== undefined && !headingsOf(readPage(page)).map(anchorOf).includes(anchor);
  });
}

/** The names in the first column of the table that begins with this heading. */
export function firstColumn(page: string, heading: string): string[] {
  const [, table = ''] = page.split(`| ${heading} |`);
  const rows = table.split('\n').slice(2);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows
    .slice(0, end)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** A page that a file names, and the heading on it; `docs/domain.md, "Life of a booking"`. */
export type Citation = { readonly page: string; readonly heading: string | null; readonly line: number };

/** A page by its name; a heading of it in quotes; or, as nobody can follow it, a number. */
const cites =
  /(?<page>[\w./-]*[\w-]\.md\b|\bDESIGN\b(?=,? ?(?:§|section )?\d))(?:,? ?(?:(?<number>(?:§|section )?\d+)|"(?<heading>[^"\n]+)"(?<more>(?: and "[^"\n]+")*)))?/g;

/** What of the pages that a text names is not there. @param path of the text: a page may be named from there */
export function lostCitations(path: string, text: string): Citation[] {
  return [...text.matchAll(cites)].flatMap((match) => {
    const { page = '', number, heading, more = '' } = match.groups ?? {};
    const headings = [heading ?? [], [...more.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)].flat(2);
    const line = text.slice(0, match.index).split('\n').length;
    const found = [page, posix.join(dirname(path), page)].find(
      (one) => !one.startsWith('..') && existsSync(join(repository, one)),
    );
    const isThere =
      found !== undefined && number === undefined && headings.every((one) => headingsOf(readPage(found)).includes(one));
    return isThere ? [] : [{ page, heading: number ?? (headings.length > 0 ? headings.join(', ') : null), line }];
  });
}
