// The laws of the house (DESIGN, section 2) that a linter can see, as rules for oxlint. They speak of folders, so that
// a new feature obeys them without a line here. server/test/import-laws.test.ts proves that each one bites.
import { posix, relative, resolve, sep } from 'node:path';

type Node = {
  type: string;
  name?: string;
  source?: { value: unknown } | null;
  body?: Node[];
  callee?: Node;
  superClass?: Node | null;
  object?: Node;
  property?: Node;
  arguments?: Node[];
  specifiers?: { imported?: { name?: string }; importKind?: string }[];
  importKind?: string;
};
type Context = { filename: string; cwd: string; report(found: { node: Node; message: string }): void };
type Visitor = Record<string, (node: Node) => void>;
type Rule = { create(context: Context): Visitor };

/** A file of the repository, `server/src/bookings/queries.ts`, or a package, `graphql`. */
type Import = { from: string; to: string; isPackage: boolean };

const isTest = (path: string): boolean => /\.(test|soak|journey|bench)\.tsx?$/.test(path);

/** @param complain says what is wrong with an import, or nothing. */
function importRule(complain: (found: Import) => string | undefined): Rule {
  return {
    create(context) {
      const from = relative(context.cwd, context.filename).split(sep).join('/');
      const check = (node: Node): void => {
        const source = node.source?.value;
        if (typeof source !== 'string') return;
        const isPackage = !source.startsWith('.');
        const to = isPackage ? source : relative(context.cwd, resolve(context.filename, '..', source)).split(sep).join('/');
        const message = complain({ from, to, isPackage });
        if (message) context.report({ node, message });
      };
      return { ImportDeclaration: check, ImportExpression: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
    },
  };
}

/** From the bottom up. What is not in the list stands above all of it, side by side. */
const storeys = ['platform', 'people', 'resources', 'bookings'];

function areaOf(path: string): string | undefined {
  const [, area] = /^server\/src\/([^/]+)\//.exec(path) ?? [];
  return area === 'generated' ? undefined : area;
}

function storeyOf(area: string): number {
  const known = storeys.indexOf(area);
  return known < 0 ? storeys.length : known;
}

const importsRunDownhill = importRule(({ from, to, isPackage }) => {
  const area = areaOf(from);
  if (!area || isPackage || isTest(from)) return undefined;
  if (/^server\/src\/[^/]+\.ts$/.test(to)) return `${area} knows nothing of what puts the server together (${to}).`;
  if (to.startsWith('server/test/')) return `Only tests import ${to}.`;
  const target = areaOf(to);
  if (!target || storeyOf(target) <= storeyOf(area)) return undefined;
  return `Imports run downhill, feature → bookings → resources → people → platform: ${area} must not import ${target}.`;
});

const speaksGraphql = /(^|\/)(schema|mutations|subscriptions|[a-z-]+-(types?|input))\.ts$/;
const graphqlPackages = /^(graphql|graphql-.+|@pothos\/.+|@graphql-.+)$/;

const graphqlStaysAtTheDoor = importRule(({ from, to, isPackage }) => {
  const area = areaOf(from);
  if (!area || area === 'platform' || isTest(from) || speaksGraphql.test(from)) return undefined;
  const speaks = isPackage ? graphqlPackages.test(to) : /^server\/src\/platform\/builder\.ts$/.test(to) || (areaOf(to) !== undefined && speaksGraphql.test(to));
  return speaks ? `Queries, policies, errors and actions know no GraphQL: ${to} belongs to schema.ts and the *-type.ts beside it.` : undefined;
});

const serverPackages = /^(pg|ws|pino|argon2|jose|prisma|node:.+|@prisma\/.+|@pothos\/.+|graphql-yoga)$/;

const schemaIsTheOnlyBridge = importRule(({ from, to, isPackage }) => {
  const inBrowser = from.startsWith('client/src/') && !isTest(from);
  if (isPackage) return inBrowser && serverPackages.test(to) ? `${to} does not run in a browser.` : undefined;
  if (from.startsWith('client/') && /^(server|prisma)\//.test(to)) return `The client never imports the server (${to}): schema.graphql is the only bridge.`;
  if (/^(server|prisma)\//.test(from) && to.startsWith('client/')) return `The server never imports the client (${to}): schema.graphql is the only bridge.`;
  return undefined;
});

const uiAndTimeKnowNoFeature = importRule(({ from, to, isPackage }) => {
  const [, place] = /^client\/src\/(ui|time)\//.exec(from) ?? [];
  if (!place || isTest(from)) return undefined;
  if (isPackage) return /^(urql|@urql\/.+|graphql.*|@graphql.*)$/.test(to) ? `client/src/${place} knows no GraphQL (${to}).` : undefined;
  const allowed = place === 'ui' ? /^client\/src\/(ui|time)\// : /^client\/src\/time\//;
  return allowed.test(to) ? undefined : `client/src/${place} knows no feature (${to}).`;
});

const noBarrels: Rule = {
  create(context) {
    return {
      ExportAllDeclaration: (node) => context.report({ node, message: 'No barrels: import from the file that has it.' }),
      Program: (node) => {
        const reexports = (node.body ?? []).filter(({ type, source }) => type === 'ExportNamedDeclaration' && source);
        if (reexports.length > 0 && reexports.length === node.body?.length) context.report({ node, message: 'No barrels: this file only hands on.' });
      },
    };
  },
};

const vagueNames = /^(.*-)?(utils?|helpers?|commons?|misc|managers?|services?|repository|repositories)$|^(types|index)$/;

const namesSaySomething: Rule = {
  create(context) {
    return {
      Program: (node) => {
        const path = relative(context.cwd, context.filename).split(sep).join('/');
        const vague = path.replace(/\.[a-z.]+$/, '').split(posix.sep).find((name) => vagueNames.test(name));
        if (vague) context.report({ node, message: `"${vague}" says nothing: name the file after its main export, the folder after its noun.` });
      },
    };
  },
};

const makesConnections = 'server/src/platform/database/connections.ts';

/** `pg.Client`, and whatever else that package makes. */
const isOfPg = (node: Node | null | undefined): boolean => node?.type === 'MemberExpression' && node.object?.type === 'Identifier' && node.object.name === 'pg';

const oneDoorToPostgres: Rule = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!/^(server\/src|prisma)\//.test(path) || path === makesConnections || isTest(path)) return {};
    const report = (node: Node): void => context.report({ node, message: `Clients and pools are made in ${makesConnections}, so that losing one ends no process and none stays held.` });
    const checkClass = (node: Node): void => {
      if (isOfPg(node.superClass)) report(node);
    };
    return {
      NewExpression: (node) => {
        if (isOfPg(node.callee)) report(node);
      },
      ClassDeclaration: checkClass,
      ClassExpression: checkClass,
      ImportDeclaration: (node) => {
        const names = node.specifiers?.filter(({ importKind }) => importKind !== 'type').map(({ imported }) => imported?.name) ?? [];
        if (node.source?.value === 'pg' && node.importKind !== 'type' && names.some((name) => ['Client', 'Pool', 'native'].includes(name ?? ''))) report(node);
      },
    };
  },
};

const settings = 'server/src/platform/config.ts';
const boundsFromAbove = ['max', 'length', 'lt', 'lte'];

const boundsHaveRows: Rule = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!path.startsWith('server/src/') || path === settings || isTest(path)) return {};
    let validates = false;
    return {
      ImportDeclaration: (node) => {
        if (node.source?.value === 'zod') validates = true;
      },
      CallExpression: ({ callee, arguments: given = [] }) => {
        const [most] = given;
        const isBound = callee?.type === 'MemberExpression' && boundsFromAbove.includes(callee.property?.name ?? '') && callee.object?.name !== 'Math';
        if (!validates || !isBound || most === undefined || (most.type === 'MemberExpression' && most.property?.name === 'value')) return;
        context.report({ node: most, message: 'A bound of an input is the value of a row of docs/limits.md: inputBounds in platform/limit-row.ts makes one.' });
      },
    };
  },
};

const plugin = {
  meta: { name: 'house' },
  rules: {
    'imports-run-downhill': importsRunDownhill,
    'one-door-to-postgres': oneDoorToPostgres,
    'graphql-stays-at-the-door': graphqlStaysAtTheDoor,
    'schema-is-the-only-bridge': schemaIsTheOnlyBridge,
    'ui-and-time-know-no-feature': uiAndTimeKnowNoFeature,
    'bounds-have-rows': boundsHaveRows,
    'no-barrels': noBarrels,
    'names-say-something': namesSaySomething,
  },
};
export default plugin;
