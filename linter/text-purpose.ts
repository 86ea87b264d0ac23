// What a text in the sources is for, seen from where it stands: in an element, in an attribute, handed to a function.

/** A node of ESTree, as oxlint and the parser of vite give it. */
export type Tree = { type: string; start?: number; parent?: Tree } & Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string';
}

/** Attributes, properties and functions whose text is read, also where it is a single word in lower case. */
const namesOfText =
  /^(aria-(label|description|roledescription|valuetext)|alt|placeholder|title|label|data-label|hint|text|words?|message|heading|summary|explanation|reason|question|note|name|noun|singular|plural|one|many|submit|busy|done|empty|subtitle|legend|announcement|verb|caption|detail|sure|trouble|advice)$|(Label|Title|Hint|Text|Words?|Message|Name|Question|Verb|Noun|Note)$/;
const namesForMachines =
  /^(class(Name)?|id|htmlFor|for|type|href|to|src|key|method|path|d|viewBox|fill|stroke|style|lang|locale|rel|target|autoComplete|inputMode|enterKeyHint|form|data-(?!label$).*|on[A-Z].*|aria-(live|controls|describedby|labelledby|owns|current|haspopup|sort|pressed|activedescendant|relevant|orientation|keyshortcuts|autocomplete|invalid)|__typename|kind|code|event|query|pattern|accept|keys|shortcut|needs|right|permission|unit|look|step|value|result|shownFields|blank|description|deprecationReason|\w*(Class(Name)?|Key|Path|Sql|Selector|Media|Pattern|Header|Id|Query|Columns|Rows?|Limits?|Bounds))$/;
/** Queries, the log, the browser, and mistakes of a programmer. */
const callsForMachines =
  /^(graphql|gql|statement|sql|tagged|Error|TypeError|RangeError|RegExp|URL|Set|import|fetch|matchMedia|querySelector(All)?|closest|matches|(get|set|has|remove)Attribute|(add|remove)EventListener|setProperty|includes|startsWith|endsWith|indexOf|split|join|replace(All)?|log|info|warn|error|debug|write|(set|get|remove)Item|setHeader|append|exec|query|execute|createElement|describedAs|gauge|take|privately|link|invalidate|handle|postMessage|sign|enumType|objectRef|implement|inputType|simpleObject)$/;
const objectsForMachines = /^(builder|t|log|z|process|JSON|Object)$/;
const callsOfRules =
  /^(\w*Error|min|max|length|gt|gte|lt|lte|int|refine|regex|check|superRefine|addIssue|string|number)$/;

/** Files of the server that say what the schema is: read are only their refusals. */
const speaksGraphql =
  /^server\/src\/.*(\/(schema|subscriptions)|[a-z-]+-types?|-input|\.graphql|platform\/scalars)\.ts$/;

function isOfServer(path: string): boolean {
  return path.startsWith('server/');
}

const functions = ['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'];

/** The name of a variable, a property or an element, or nothing. */
export function nameOf(node: unknown): string {
  if (!isTree(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node['property']) || nameOf(node['object']);
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : '';
  return typeof node['name'] === 'string' ? node['name'] : nameOf(node['name']);
}

/** `LimitRow`: what is bounded, counted in its unit, and why. It is printed into docs/limits.md. */
function isLimitRow(node: Tree | undefined): boolean {
  const properties = node?.type === 'ObjectExpression' ? (node['properties'] as Tree[]) : [];
  return ['unit', 'reason'].every((name) => properties.some((property) => nameOf(property['key']) === name));
}

function holdsStrings(annotation: unknown): boolean {
  const source = JSON.stringify(annotation ?? null, (key, value: unknown) => (key === 'parent' ? undefined : value));
  return source.includes('TSStringKeyword');
}

type Purpose = 'text' | 'machine' | 'perhaps';

function purposeByName(name: string): Purpose {
  if (namesForMachines.test(name)) return 'machine';
  return namesOfText.test(name) ? 'text' : 'perhaps';
}
function purposeOfCall(call: Tree, path: string): Purpose {
  const callee = nameOf(call['callee']);
  const object = nameOf((call['callee'] as Tree)['object']);
  if (callsForMachines.test(callee)) return 'machine';
  if (speaksGraphql.test(path)) return callsOfRules.test(callee) ? 'perhaps' : 'machine';
  if (objectsForMachines.test(object)) return 'machine';
  return purposeByName(callee) === 'text' ? 'text' : 'perhaps';
}

/** What is compared, looked up, imported, or a type. */
function isNeverRead(at: Tree, child: Tree): boolean {
  if (at.type.startsWith('TS'))
    return !['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'].includes(at.type);
  if (at.type === 'SwitchCase' || at.type === 'ConditionalExpression') return at['test'] === child;
  if (at.type === 'MemberExpression') return at['property'] === child;
  if (at.type === 'BinaryExpression') return at['operator'] !== '+';
  return ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'TaggedTemplateExpression'].includes(
    at.type,
  );
}

/** What is decided where a text has climbed to; nothing where it is handed further up. */
function decide(at: Tree, child: Tree, path: string): Purpose | undefined {
  if (at.type === 'JSXElement' || at.type === 'JSXFragment') return 'text';
  if (at.type === 'JSXAttribute') {
    const name = nameOf(at['name']);
    return name === 'name' ? 'machine' : purposeByName(name);
  }
  if (at.type === 'VariableDeclarator') {
    if (speaksGraphql.test(path)) return 'machine';
    const purpose = purposeByName(nameOf(at['id']));
    return purpose === 'perhaps' && holdsStrings((at['id'] as Tree)['typeAnnotation']) ? 'text' : purpose;
  }
  if (at.type === 'Property' || at.type === 'PropertyDefinition') {
    if (isLimitRow(at.parent)) return 'machine';
    if (at['key'] === child && at['computed'] !== true) return 'machine';
    const name = nameOf(at['key']);
    const purpose = purposeByName(name);
    return purpose === 'perhaps' || (isOfServer(path) && name === 'name') ? undefined : purpose;
  }
  // Of a list that is looked through or joined only sentences are read: `['company', 'phone'].map(…)`.
  if (at.type === 'MemberExpression' && at['object'] === child) return 'perhaps';
  if (at.type === 'AssignmentPattern') return purposeByName(nameOf(at['left']));
  if (at.type === 'CallExpression' || at.type === 'NewExpression')
    return at['callee'] === child ? undefined : purposeOfCall(at, path);
  if (functions.includes(at.type)) {
    if (holdsStrings(at['returnType'])) return 'text';
    return at.type === 'FunctionDeclaration' ? purposeByName(nameOf(at['id'])) : undefined;
  }
  return isNeverRead(at, child) ? 'machine' : undefined;
}

/** @param node with its parents. */
export function purposeOf(node: Tree, path: string): Purpose {
  for (let [child, at] = [node, node.parent]; at; [child, at] = [at, at.parent]) {
    const purpose = decide(at, child, path);
    if (purpose) return purpose;
  }
  return 'machine';
}
