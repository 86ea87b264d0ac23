// What stands in one place alone, and what files are called.
import { posix } from 'node:path';
import { isTest, type Node, pathOf, type Rule } from './rule.ts';

export const noBarrels: Rule = {
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

export const namesSaySomething: Rule = {
  create(context) {
    return {
      Program: (node) => {
        const path = pathOf(context);
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

export const oneDoorToPostgres: Rule = {
  create(context) {
    const path = pathOf(context);
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

const tellsTheTime = 'client/src/time/now.ts';

function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}

/** The clock of a browser may be days off, and the server decides what is over. */
export const oneClock: Rule = {
  create(context) {
    const path = pathOf(context);
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

export const boundsHaveRows: Rule = {
  create(context) {
    const path = pathOf(context);
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
