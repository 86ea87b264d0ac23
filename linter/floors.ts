// Which folder may import from which.
import { relative, resolve, sep } from 'node:path';
import { isTest, type Node, pathOf, type Rule } from './rule.ts';

/** A file of the repository, `server/src/bookings/queries.ts`, or a package, `graphql`. */
type Import = { from: string; to: string; isPackage: boolean };

/** @param complain says what is wrong with an import, or nothing. */
function importRule(complain: (found: Import) => string | undefined): Rule {
  return {
    create(context) {
      const from = pathOf(context);
      const check = (node: Node): void => {
        const source = node.source?.value;
        if (typeof source !== 'string') return;
        const isPackage = !source.startsWith('.');
        const to = isPackage
          ? source
          : relative(context.cwd, resolve(context.filename, '..', source))
              .split(sep)
              .join('/');
        const message = complain({ from, to, isPackage });
        if (message) context.report({ node, message });
      };
      return {
        ImportDeclaration: check,
        ImportExpression: check,
        ExportNamedDeclaration: check,
        ExportAllDeclaration: check,
        TSImportType: check,
      };
    },
  };
}

/** Of the server, from the bottom up. What is not in the list stands above all of it, side by side. */
const storeys = ['platform', 'people', 'resources', 'bookings'];

/** Within an area of the server, from the bottom up. What stands in the area itself is below and above all of them. */
const innerStoreys: Readonly<Record<string, readonly string[]>> = {
  platform: ['database', 'jobs', 'outbox', 'http', 'audit'],
  people: ['rights', 'keys', 'credentials', 'sessions', 'tokens', 'passwords', 'accounts'],
  bookings: ['history', 'finding', 'placing', 'calendar', 'devices', 'changing', 'bulk', 'undoing'],
};

function innerStoreyOf(area: string, path: string): number | undefined {
  const [, folder = ''] = /^server\/src\/[^/]+\/([^/]+)\//.exec(path) ?? [];
  const known = innerStoreys[area]?.indexOf(folder) ?? -1;
  return known < 0 ? undefined : known;
}

function areaOf(path: string): string | undefined {
  const [, area] = /^server\/src\/([^/]+)\//.exec(path) ?? [];
  return area === 'generated' ? undefined : area;
}

function storeyOf(area: string): number {
  const known = storeys.indexOf(area);
  return known < 0 ? storeys.length : known;
}

export const importsRunDownhill = importRule(({ from, to, isPackage }) => {
  const area = areaOf(from);
  if (!area || isPackage || isTest(from)) return undefined;
  if (/^server\/src\/[^/]+\.ts$/.test(to)) return `${area} knows nothing of what puts the server together (${to}).`;
  if (to.startsWith('server/test/')) return `Only tests import ${to}.`;
  const target = areaOf(to);
  if (target === area) {
    const [own = Infinity, other = -1] = [innerStoreyOf(area, from), innerStoreyOf(area, to)];
    return other > own
      ? `Within ${area}, too, imports run downhill: ${innerStoreys[area]?.toReversed().join(' → ')}.`
      : undefined;
  }
  if (!target || storeyOf(target) < storeyOf(area)) return undefined;
  if (storeyOf(target) === storeyOf(area))
    return `Features stand side by side: ${area} must not import ${target}. What both need stands below them.`;
  return `Imports run downhill, feature → bookings → resources → people → platform: ${area} must not import ${target}.`;
});

const writePath = 'server/src/bookings/changing/under-locks.ts';

/** The order of a write stands in one place: only from there are locks taken. */
export const locksHaveOneCaller = importRule(({ from, to }) =>
  to === 'server/src/bookings/placing/locks.ts' && from !== writePath && !isTest(from)
    ? `Locks are taken in one order by ${writePath}: describe the write to underLocks.`
    : undefined,
);

/** Notifications are of one person, and nobody waits for another there. */
const writesByThemselves = ['notifications'];

export const writesGoUnderLocks: Rule = {
  create(context) {
    const path = pathOf(context);
    const area = areaOf(path);
    const isBelow = !area || storeyOf(area) < storeyOf('bookings');
    if (isBelow || writesByThemselves.includes(area) || path === writePath || isTest(path)) return {};
    return {
      MemberExpression: (node) => {
        if (node.property?.type === 'Identifier' && node.property.name === 'transaction')
          context.report({
            node,
            message: `A write of its own takes no locks: describe it to underLocks (${writePath}).`,
          });
      },
    };
  },
};

/** Of the client, from the bottom up. What is not in the list is a page: they stand side by side, below the app. */
const clientStoreys = [
  'time',
  'ui/keys',
  'ui',
  'graphql',
  'people',
  'forms',
  'access',
  'rooms/facts',
  'links',
  'bookings',
  'bookings/fields',
  'frame',
  'search',
  'series',
  'booking-sheet/actions',
  'booking-sheet',
  'booking-form',
  'closures',
  'planning',
  'calendar/data',
  'calendar/layout',
  'calendar/moving',
  'calendar/timeline',
  'calendar/page',
];

function clientAreaOf(path: string): string | undefined {
  const [, folder] = /^client\/src\/(.+)\/[^/]+$/.exec(path) ?? [];
  if (!folder || folder === 'graphql/generated') return undefined;
  const [outer = ''] = folder.split('/');
  return clientStoreys.includes(folder) ? folder : outer;
}

function clientStoreyOf(area: string): number {
  const known = clientStoreys.indexOf(area);
  if (known >= 0) return known;
  return area === 'app' ? clientStoreys.length + 1 : clientStoreys.length;
}

export const clientImportsRunDownhill = importRule(({ from, to, isPackage }) => {
  const area = clientAreaOf(from);
  if (!area || isPackage || isTest(from)) return undefined;
  const target = clientAreaOf(to);
  if (!target || target === area || clientStoreyOf(target) < clientStoreyOf(area)) return undefined;
  return clientStoreyOf(target) === clientStoreyOf(area)
    ? `Pages stand side by side: ${area} must not import ${target}. What both need stands below them.`
    : `Imports run downhill, app → pages → calendar → … → ui → time: ${area} must not import ${target}.`;
});

const speaksGraphql = /(^|\/)(schema|mutations|subscriptions|[a-z-]+-(types?|input)|[a-z-]+\.graphql)\.ts$/;
const graphqlPackages = /^(graphql|graphql-.+|@pothos\/.+|@graphql-.+)$/;

export const graphqlStaysAtTheDoor = importRule(({ from, to, isPackage }) => {
  const area = areaOf(from);
  if (!area || area === 'platform' || isTest(from) || speaksGraphql.test(from)) return undefined;
  const speaks = isPackage
    ? graphqlPackages.test(to)
    : /^server\/src\/platform\/builder\.ts$/.test(to) || (areaOf(to) !== undefined && speaksGraphql.test(to));
  return speaks
    ? `Queries, policies, errors and actions know no GraphQL: ${to} belongs to schema.ts and the *-type.ts beside it.`
    : undefined;
});

const serverPackages = /^(pg|ws|pino|argon2|jose|prisma|node:.+|@prisma\/.+|@pothos\/.+|graphql-yoga)$/;

export const schemaIsTheOnlyBridge = importRule(({ from, to, isPackage }) => {
  const inBrowser = from.startsWith('client/src/') && !isTest(from);
  if (isPackage) return inBrowser && serverPackages.test(to) ? `${to} does not run in a browser.` : undefined;
  if (from.startsWith('client/') && /^(server|prisma)\//.test(to))
    return `The client never imports the server (${to}): schema.graphql is the only bridge.`;
  if (/^(server|prisma)\//.test(from) && to.startsWith('client/'))
    return `The server never imports the client (${to}): schema.graphql is the only bridge.`;
  return undefined;
});

export const uiAndTimeKnowNoFeature = importRule(({ from, to, isPackage }) => {
  const [, place] = /^client\/src\/(ui|time)\//.exec(from) ?? [];
  if (!place || isTest(from)) return undefined;
  if (isPackage)
    return /^(urql|@urql\/.+|graphql.*|@graphql.*)$/.test(to)
      ? `client/src/${place} knows no GraphQL (${to}).`
      : undefined;
  const allowed = place === 'ui' ? /^client\/src\/(ui|time)\// : /^client\/src\/time\//;
  return allowed.test(to) ? undefined : `client/src/${place} knows no feature (${to}).`;
});
