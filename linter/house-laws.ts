// The laws of the house (DESIGN, section 2) that a linter can see, as rules for oxlint. They speak of folders, so that
// a new feature obeys them without a line here. server/test/import-laws.test.ts proves that each one bites.
import { posix, relative, resolve, sep } from 'node:path';
import { forms } from '../client/src/forms/all-forms.ts';

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
  // Of calls, variables and JSX.
  id?: Node | null;
  init?: Node | null;
  elements?: (Node | null)[];
  attributes?: Node[];
  value?: unknown;
  expression?: Node;
};
type Context = { filename: string; cwd: string; report(found: { node: Node; message: string }): void };
type Visitor = Record<string, (node: Node) => void>;
type Rule = { create(context: Context): Visitor };

/** A file of the repository, `server/src/bookings/queries.ts`, or a package, `graphql`. */
type Import = { from: string; to: string; isPackage: boolean };

function isTest(path: string): boolean {
  return /\.(test|soak|journey|bench)\.tsx?$/.test(path);
}

/** @param complain says what is wrong with an import, or nothing. */
function importRule(complain: (found: Import) => string | undefined): Rule {
  return {
    create(context) {
      const from = relative(context.cwd, context.filename).split(sep).join('/');
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
      };
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
  const speaks = isPackage
    ? graphqlPackages.test(to)
    : /^server\/src\/platform\/builder\.ts$/.test(to) || (areaOf(to) !== undefined && speaksGraphql.test(to));
  return speaks
    ? `Queries, policies, errors and actions know no GraphQL: ${to} belongs to schema.ts and the *-type.ts beside it.`
    : undefined;
});

const serverPackages = /^(pg|ws|pino|argon2|jose|prisma|node:.+|@prisma\/.+|@pothos\/.+|graphql-yoga)$/;

const schemaIsTheOnlyBridge = importRule(({ from, to, isPackage }) => {
  const inBrowser = from.startsWith('client/src/') && !isTest(from);
  if (isPackage) return inBrowser && serverPackages.test(to) ? `${to} does not run in a browser.` : undefined;
  if (from.startsWith('client/') && /^(server|prisma)\//.test(to))
    return `The client never imports the server (${to}): schema.graphql is the only bridge.`;
  if (/^(server|prisma)\//.test(from) && to.startsWith('client/'))
    return `The server never imports the client (${to}): schema.graphql is the only bridge.`;
  return undefined;
});

const uiAndTimeKnowNoFeature = importRule(({ from, to, isPackage }) => {
  const [, place] = /^client\/src\/(ui|time)\//.exec(from) ?? [];
  if (!place || isTest(from)) return undefined;
  if (isPackage)
    return /^(urql|@urql\/.+|graphql.*|@graphql.*)$/.test(to)
      ? `client/src/${place} knows no GraphQL (${to}).`
      : undefined;
  const allowed = place === 'ui' ? /^client\/src\/(ui|time)\// : /^client\/src\/time\//;
  return allowed.test(to) ? undefined : `client/src/${place} knows no feature (${to}).`;
});

const noBarrels: Rule = {
  create(context) {
    return {
      ExportAllDeclaration: (node) =>
        context.report({ node, message: 'No barrels: import from the file that has it.' }),
      Program: (node) => {
        const reexports = (node.body ?? []).filter(({ type, source }) => type === 'ExportNamedDeclaration' && source);
        if (reexports.length > 0 && reexports.length === node.body?.length)
          context.report({ node, message: 'No barrels: this file only hands on.' });
      },
    };
  },
};

const vagueNames =
  /^(.*-)?(utils?|helpers?|commons?|misc|managers?|services?|repository|repositories)$|^(types|index)$/;

const namesSaySomething: Rule = {
  create(context) {
    return {
      Program: (node) => {
        const path = relative(context.cwd, context.filename).split(sep).join('/');
        const vague = path
          .replace(/\.[a-z.]+$/, '')
          .split(posix.sep)
          .find((name) => vagueNames.test(name));
        if (vague)
          context.report({
            node,
            message: `"${vague}" says nothing: name the file after its main export, the folder after its noun.`,
          });
      },
    };
  },
};

const makesConnections = 'server/src/platform/database/connections.ts';

/** `pg.Client`, and whatever else that package makes. */
function isOfPg(node: Node | null | undefined): boolean {
  return node?.type === 'MemberExpression' && node.object?.type === 'Identifier' && node.object.name === 'pg';
}

const oneDoorToPostgres: Rule = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!/^(server\/src|prisma)\//.test(path) || path === makesConnections || isTest(path)) return {};
    const report = (node: Node): void =>
      context.report({
        node,
        message: `Clients and pools are made in ${makesConnections}, so that losing one ends no process and none stays held.`,
      });
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
        const names =
          node.specifiers?.filter(({ importKind }) => importKind !== 'type').map(({ imported }) => imported?.name) ??
          [];
        if (
          node.source?.value === 'pg' &&
          node.importKind !== 'type' &&
          names.some((name) => ['Client', 'Pool', 'native'].includes(name ?? ''))
        )
          report(node);
      },
    };
  },
};

function isForm(name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(forms, name);
}
function attributeOf(element: Node, name: string): Node | undefined {
  return element.attributes?.find((attribute) => (attribute.name as unknown as Node)?.name === name);
}
function textOf(node: unknown): string | undefined {
  const { type, value } = (node ?? {}) as Node;
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}
function expressionOf(attribute: Node | undefined): Node | undefined {
  return (attribute?.value as Node | null | undefined)?.expression;
}

function mentions(node: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.some((one) => mentions(one, names));
  if (typeof node !== 'object' || node === null) return false;
  const { type, name } = node as Node;
  if (type === 'Identifier' && name !== undefined) return names.has(name);
  return Object.entries(node).some(([key, value]) => key !== 'parent' && mentions(value, names));
}

/** What people type or choose in: the browser's own, and ours, which are called so. */
function isField(name: string): boolean {
  return /^(input|textarea|select)$|(Fields?|Input|Area|Select|Combobox|Choice|Ticks?)$/.test(name);
}
const holding = ['value', 'values', 'checked', 'change', 'chosen', 'begun', 'repeat', 'segment', 'reason'];
/** Search boxes and what the door asks for, see client/src/forms/all-forms.ts. */
function isNoDraft(element: Node): boolean {
  return (
    textOf(attributeOf(element, 'type')?.value) === 'search' ||
    textOf(attributeOf(element, 'role')?.value) === 'combobox' ||
    ['username', 'current-password'].includes(textOf(attributeOf(element, 'autoComplete')?.value) ?? '')
  );
}

/** All forms stand in one list, and what is typed into them where a reload does not reach it. */
const formsAreListed: Rule = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!path.startsWith('client/src/') || isTest(path)) return {};
    const list = 'client/src/forms/all-forms.ts';
    const states = new Set<string>();
    return {
      CallExpression: (node) => {
        const [name] = node.arguments ?? [];
        const listed = /^use\w*Draft$/.test(node.callee?.name ?? '') && textOf(name) !== undefined;
        if (listed && !isForm(textOf(name)))
          context.report({ node, message: `"${textOf(name)}" is no form of ${list}.` });
      },
      VariableDeclarator: (node) => {
        if (node.init?.type !== 'CallExpression' || node.init.callee?.name !== 'useState') return;
        const [state] = node.id?.elements ?? [];
        if (state?.type === 'Identifier' && state.name) states.add(state.name);
        else
          for (const { value } of (state as { properties?: Node[] } | null | undefined)?.properties ?? [])
            if ((value as Node).name) states.add((value as Node).name!);
      },
      JSXOpeningElement: (node) => {
        const name = (node.name as unknown as Node).name ?? '';
        if (name === 'form') {
          const attribute = attributeOf(node, 'data-form');
          // Elsewhere its name is given by `useFormDraft`, which takes none but those of the list.
          const saysWhich = isForm(textOf(attribute?.value)) || expressionOf(attribute) !== undefined;
          if (!saysWhich)
            context.report({
              node,
              message: `A form says by data-form which one of ${list} it is: what is typed into it must not be lost.`,
            });
        }
        if (!isField(name) || isNoDraft(node)) return;
        const isHeld = holding.some((held) => mentions(expressionOf(attributeOf(node, held)), states));
        if (isHeld || attributeOf(node, 'defaultValue') || attributeOf(node, 'defaultChecked'))
          context.report({
            node,
            message: `What is typed here is lost with the page: keep it with useFormDraft, and list the form in ${list}.`,
          });
      },
    };
  },
};

const tellsTheTime = 'client/src/time/now.ts';

function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}

/** The clock of a browser may be days off, and the server decides what is over. */
const oneClock: Rule = {
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!path.startsWith('client/src/') || path === tellsTheTime || isTest(path)) return {};
    const report = (node: Node): void =>
      context.report({
        node,
        message: `This asks the clock of the browser: take now() from ${tellsTheTime}, which goes by that of the server.`,
      });
    return {
      MemberExpression: (node) => {
        if (
          (isNamed(node.object, 'Date') && isNamed(node.property, 'now')) ||
          (isNamed(node.object, 'Temporal') && isNamed(node.property, 'Now'))
        )
          report(node);
      },
      NewExpression: (node) => {
        if (isNamed(node.callee, 'Date') && node.arguments?.length === 0) report(node);
      },
      CallExpression: (node) => {
        if (isNamed(node.callee, 'Date')) report(node);
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
        const isBound =
          callee?.type === 'MemberExpression' &&
          boundsFromAbove.includes(callee.property?.name ?? '') &&
          callee.object?.name !== 'Math';
        if (
          !validates ||
          !isBound ||
          most === undefined ||
          (most.type === 'MemberExpression' && most.property?.name === 'value')
        )
          return;
        context.report({
          node: most,
          message:
            'A bound of an input is the value of a row of docs/limits.md: inputBounds in platform/limit-row.ts makes one.',
        });
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
    'one-clock': oneClock,
    'bounds-have-rows': boundsHaveRows,
    'no-barrels': noBarrels,
    'forms-are-listed': formsAreListed,
    'names-say-something': namesSaySomething,
  },
};
export default plugin;
