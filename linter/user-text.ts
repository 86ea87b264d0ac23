// Which texts of a file people read: on a screen, in a mail, in a refusal, or through a screen reader. Found by where a text
// stands in the code, so that a new one is found without being registered.
import { isTree, nameOf, purposeOf, type Tree } from './text-purpose.ts';

export type { Tree };

/** @param text with `{name}` for what is filled in. */
export type UserText = { readonly node: Tree; readonly text: string };

function isString(node: Tree | undefined): boolean {
  return node?.type === 'Literal' && typeof node['value'] === 'string';
}
function isWritten(node: Tree | undefined): boolean {
  return isString(node) || node?.type === 'TemplateLiteral' || isSum(node);
}
function isSum(node: Tree | undefined): boolean {
  if (node?.type !== 'BinaryExpression' || node['operator'] !== '+') return false;
  return [node['left'], node['right']].some((side) => isWritten(side as Tree));
}

function placeholder(node: Tree): string {
  return `{${nameOf(node.type === 'CallExpression' ? node['callee'] : node) || '…'}}`;
}
function textOf(node: Tree): string {
  if (isString(node)) return node['value'] as string;
  if (isSum(node)) return textOf(node['left'] as Tree) + textOf(node['right'] as Tree);
  if (node.type !== 'TemplateLiteral') return placeholder(node);
  const expressions = node['expressions'] as Tree[];
  return (node['quasis'] as { value: { cooked: string } }[])
    .map(({ value }, index) => value.cooked + (expressions[index] ? placeholder(expressions[index]) : ''))
    .join('');
}

function isElement(node: Tree | undefined): boolean {
  return node?.type === 'JSXElement' || node?.type === 'JSXFragment';
}
/** A line break with what is around it is no blank where nothing else is on its line. */
function textOfJsx(value: string): string {
  return value.replaceAll(/^\s*\n\s*|\s*\n\s*$/g, '').replaceAll(/\s*\n\s*/g, ' ');
}
/** The children of an element are read together: `{count} rooms are free`. */
function textOfElement(element: Tree): string {
  return (element['children'] as Tree[])
    .map((child) => {
      if (child.type === 'JSXText') return textOfJsx(child['value'] as string);
      const expression = child['expression'] as Tree | undefined;
      if (!expression) return '{…}';
      return expression.type === 'JSXEmptyExpression' ? '' : textOf(expression);
    })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Without what is filled in. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(/\{[^}]*\}/g, '1');
}
function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(withoutPlaceholders(text));
}
const looksLikeCode =
  /^[A-Z\d_]{3,}$|^[A-Z][a-z]+([A-Z][a-z]+)+$|^[a-z]+([A-Z]|[-:_/.])\S*$|^(https?:|\.|#|@|--|&|\?|min-|max-|\(|calc|var\(|1\/|M\d|translate|mutation |primary$|\w+\/\w+;)|^\d+px( |$)/;
const looksLikeSql =
  /^\s*(1 )?(select|with|insert|update|delete|for (no key )?update|case when|and|or|where|from|join|exists|coalesce)\b.*(\bfrom\b|[$(=]|update$|^where)|\bas "|_char\(|::(int|uuid|text)|^timestamp w|^jsonb_| is null and /s;
/** With a blank between two words, or one word that begins as a sentence does. */
function isProse(text: string): boolean {
  return /\p{L}\S*\s+\S*\p{L}|\d \p{L}|\p{L} \d/u.test(text) || /^\p{Lu}\p{Ll}+[.…!?:]?$/u.test(text);
}

function isRead(node: Tree, text: string, path: string): boolean {
  const bare = withoutPlaceholders(text).trim();
  if (!hasWord(text) || looksLikeCode.test(bare) || looksLikeSql.test(bare)) return false;
  const purpose = purposeOf(node, path);
  // A single word that nothing says to be read is the name of a type or a key.
  if (purpose === 'perhaps') return isProse(bare) && !(path.startsWith('server/') && !bare.includes(' '));
  return purpose === 'text';
}

/**
 * In the order of the file. It sets `parent`.
 *
 * @param path as `client/src/rooms/words.ts`: some files speak to machines.
 */
export function userTextsOf(program: Tree, path: string): UserText[] {
  const found: UserText[] = [];
  const visit = (node: Tree, belongsToText: boolean): void => {
    if (isWritten(node) && !belongsToText) {
      const text = textOf(node);
      if (isRead(node, text, path)) found.push({ node, text: text.trim() });
    }
    if (isElement(node)) {
      const text = textOfElement(node);
      const first = (node['children'] as Tree[]).find(
        (child) => child.type === 'JSXText' || isWritten(child['expression'] as Tree | undefined),
      );
      if (first && hasWord(text)) found.push({ node: first, text });
    }
    const holdsPieces =
      isWritten(node) ||
      (node.type === 'JSXExpressionContainer' && node.parent !== undefined && isElement(node.parent));
    for (const [key, value] of Object.entries(node)) {
      if (key === 'parent') continue;
      for (const child of Array.isArray(value) ? value : [value])
        if (isTree(child)) {
          child.parent = node;
          visit(child, holdsPieces && isWritten(child));
        }
    }
  };
  visit(program, false);
  return found;
}

/** Read by programmers, operators and tools: descriptions of the schema, the terminal, the log, `docs/limits.md`, metrics. */
const forOthers = [
  /\.(test|soak|journey|bench)\.tsx?$/,
  /\/generated\//,
  /^client\/src\/forms\/all-forms\.ts$/,
  // The states of the stream, by their names.
  /^client\/src\/graphql\/(live-exchange|live-subscription|stream-table)\.ts$/,
  /^server\/src\/[a-z-]+\.ts$/,
  /^server\/src\/words\//,
  // What npm run verify prints.
  /^server\/src\/bookings\/placing\/verify-/,
  /^server\/src\/.+-(bounds|table|row)\.ts$/,
  /^server\/src\/platform\/(jobs|outbox)\/|^server\/src\/platform\/database\/(?!(database|write)\.ts$)/,
  /^server\/src\/platform\/(config|log|background|sealed-keys|try-limits)\.ts$/,
  /^server\/src\/platform\/http\/(limits\/limits|serve-metrics|socket-line)\.ts$/,
];
export function isForUsers(path: string): boolean {
  return /^(client|server)\/src\/.+\.tsx?$/.test(path) && !forOthers.some((pattern) => pattern.test(path));
}
