import { forms } from '../client/src/forms/all-forms.ts';
import { isTest, type Node, pathOf, type Rule } from './rule.ts';

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
export const formsAreListed: Rule = {
  create(context) {
    const path = pathOf(context);
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
