import type { Node, Rule } from './rule.ts';

/** A name in capitals says that something is constant, and `const` says so already. */
const capitals = /^[A-Z][A-Z0-9_]+$/;

function bindingsOf(node: Node | null | undefined): readonly Node[] {
  if (node?.type === 'Identifier') return [node];
  if (node?.type === 'AssignmentPattern') return bindingsOf((node as { left?: Node }).left);
  if (node?.type === 'ArrayPattern') return (node.elements ?? []).flatMap(bindingsOf);
  if (node?.type === 'ObjectPattern')
    return ((node as { properties?: Node[] }).properties ?? []).flatMap(({ value }) => bindingsOf(value as Node));
  return [];
}

/** One dialect in both halves: functions at the top of a file are declared, shapes are types, constants are written like any other name. */
export const oneDialect: Rule = {
  create(context) {
    const topLevel = (node: Node): readonly Node[] => {
      const declaration = (node as { declaration?: Node | null }).declaration ?? node;
      return declaration.type === 'VariableDeclaration'
        ? ((declaration as { declarations?: Node[] }).declarations ?? [])
        : [];
    };
    return {
      Program: (program) => {
        for (const { id, init } of (program.body ?? []).flatMap(topLevel)) {
          const isTyped = Boolean((id as { typeAnnotation?: unknown } | null | undefined)?.typeAnnotation);
          if (init?.type === 'ArrowFunctionExpression' && id && !isTyped)
            context.report({
              node: id,
              message: `A function at the top of a file is declared: function ${id.name}(…).`,
            });
        }
      },
      TSInterfaceDeclaration: (node) => {
        let around = (node as { parent?: Node }).parent;
        while (around && around.type !== 'TSModuleDeclaration') around = (around as { parent?: Node }).parent;
        // What is declared in somebody else's module is added to theirs, and only an interface can be added to.
        if (!around) context.report({ node, message: 'A shape is a type, not an interface.' });
      },
      VariableDeclarator: ({ id }) => {
        for (const binding of bindingsOf(id))
          if (capitals.test(binding.name ?? ''))
            context.report({
              node: binding,
              message: `Constants have names like all others: dayMs, not DAY_MS (${binding.name}).`,
            });
      },
    };
  },
};
