import type { Page, Route } from '@playwright/test';

/** What a read may come back with instead of an answer, all of which pass. */
const failures = ['BUSY', 'LIMIT_EXCEEDED', 'INTERNAL', 'UNAUTHENTICATED', 'network'] as const;
type Failure = (typeof failures)[number];

function queryOf(route: Route): string {
  const { query } = JSON.parse(route.request().postData() ?? '{}') as { query?: string };
  return query ?? '';
}

function isRead(route: Route): boolean {
  return /^\s*query\b/.test(queryOf(route));
}

/** The name of what a page reads: `CalendarGhosts`. */
function nameOf(route: Route): string {
  return /query (\w+)/.exec(queryOf(route))?.[1] ?? '';
}

async function fail(route: Route, failure: Failure): Promise<void> {
  if (failure === 'network') return route.abort();
  const limit = failure === 'LIMIT_EXCEEDED' ? { limit: 'costPerMinute', max: 1 } : {};
  return route.fulfill({
    json: { data: null, errors: [{ message: 'Not now.', extensions: { code: failure, ...limit } }] },
  });
}

/** Says Busy to each read but the one of that name, until it ends. */
export async function refuseReads(
  page: Page,
  exceptName = '',
): Promise<{ count(name?: string): number; end(): Promise<void> }> {
  const refused: string[] = [];
  const refuse = async (route: Route): Promise<void> => {
    if (!isRead(route) || nameOf(route) === exceptName) return route.fallback();
    refused.push(nameOf(route));
    return fail(route, 'BUSY');
  };
  await page.route('**/graphql', refuse);
  return {
    count: (name) => refused.filter((one) => name === undefined || one === name).length,
    end: () => page.unroute('**/graphql', refuse),
  };
}

/** Refuses each read once, each in another way than the one before. @returns the names of those that were */
export async function refuseEachOnce(page: Page): Promise<Set<string>> {
  const refused = new Set<string>();
  await page.route('**/graphql', async (route) => {
    const name = nameOf(route);
    if (!isRead(route) || refused.has(name)) return route.fallback();
    refused.add(name);
    return fail(route, failures[refused.size % failures.length]!);
  });
  return refused;
}
