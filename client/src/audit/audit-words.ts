import { timeWords } from '../time/words.ts';
import { dateOf } from '../time/day.ts';

/** What people call the mutations and jobs, by their own name. */
export type ActionNames = Readonly<Record<string, string>>;

/** `Assign a room`; `sendReport`, which no feature has put into words, becomes `Send report`. */
export function actionWords(action: string, names: ActionNames): string {
  return names[action] ?? sentence(action.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase());
}

/** For choosing one, by its words. */
export function actionOptions(names: ActionNames): readonly { readonly action: string; readonly words: string }[] {
  return Object.entries(names)
    .map(([action, words]) => ({ action, words }))
    .toSorted((a, b) => a.words.localeCompare(b.words));
}

/** `starts_at` → `Starts at`; `room_ids` → `Rooms`: that it is an id is the machine's business. */
export function fieldWords(field: string): string {
  return sentence(field.replace(/_id(s?)$/, '$1').replaceAll('_', ' '));
}

/** `RoleGrant` → `Role grant` */
export function subjectWords(type: string): string {
  return sentence(type.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase());
}

const momentPattern = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** Says what a field held, as people read it; nothing where it held nothing. */
export function valueWords(value: string | null, timeZone: string): string {
  if (value === null || value === '') return 'nothing';
  if (value === 'true') return 'yes';
  if (value === 'false') return 'no';
  const list = listIn(value);
  if (list) return list.join(', ') || 'nothing';
  if (!momentPattern.test(value)) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : `${dateOf(at, timeZone)} ${timeWords(at, timeZone)}`;
}

function listIn(value: string): readonly string[] | null {
  if (!value.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(value);
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string' || one === null)) return null;
    return list.map((one) => one ?? 'none');
  } catch {
    return null;
  }
}

type Change = {
  readonly field: string;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly beforeName?: string | null;
  readonly afterName?: string | null;
};

/** What people look for first; what only the machine asks about says nothing in one line. */
const tellingFields = [
  'status',
  'active',
  'username',
  'display_name',
  'client_name',
  'role_name',
  'name',
  'code',
  'email',
  'permission',
  'reason',
];
const muteFields = /(^|_)id$|_at$|^hash$|^version$/;

/** What says of something new, or gone, which one it is, by its values alone. */
const fieldsThatTellByThemselves = [
  'client_name',
  'display_name',
  'name',
  'username',
  'code',
  'role_name',
  'permission',
  'room_ids',
  'room_id',
  'requested_room_id',
  'starts_at',
  'ends_at',
  'reason',
  'email',
];
const mostFieldsShown = 3;

/** Says what one line says of what changed, beside the name of what it changed: a few of the fields, the telling ones first. */
export function gistWords(changes: readonly Change[], timeZone: string, name: string | null = null): string {
  const sides = (['before', 'after'] as const).filter((side) => changes.some((change) => change[side] != null));
  const [side] = sides;
  const values =
    sides.length === 1 && side ? wholeWords(changes, side, timeZone).filter((words) => words !== name) : [];
  if (values.length > 0) return values.slice(0, mostFieldsShown).join(', ');
  const rank = ({ field }: Change) =>
    tellingFields.includes(field)
      ? tellingFields.indexOf(field)
      : tellingFields.length + Number(muteFields.test(field));
  const [first, ...others] = changes.toSorted((a, b) => rank(a) - rank(b));
  if (!first) return '';
  const { field } = first;
  const before = first.beforeName ?? first.before ?? null;
  const after = first.afterName ?? first.after ?? null;
  const change =
    before === null ? valueWords(after, timeZone) : `${valueWords(before, timeZone)} → ${valueWords(after, timeZone)}`;
  return `${fieldWords(field)}: ${change}${others.length > 0 ? `, and ${others.length} more` : ''}`;
}

function wholeWords(changes: readonly Change[], side: 'before' | 'after', timeZone: string): readonly string[] {
  const values = new Map(changes.map((change) => [change.field, change[`${side}Name`] ?? change[side] ?? null]));
  return fieldsThatTellByThemselves.flatMap((field) => {
    const value = values.get(field);
    if (!value || (field === 'ends_at' && values.has('starts_at'))) return [];
    const words = valueWords(value, timeZone);
    const end = field === 'starts_at' ? values.get('ends_at') : null;
    return end ? spanWords(words, valueWords(end, timeZone)) : words;
  });
}

/** The day is said once where it is the same. */
function spanWords(start: string, end: string): string {
  const [day] = start.split(' ');
  return `${start} – ${day && end.startsWith(`${day} `) ? end.slice(day.length + 1) : end}`;
}

/** Says who was known by what: `session`, `display`, `token`. */
export function viaWords(via: string | null): string | null {
  if (via === null || via === 'session') return null;
  return { display: 'from a wall display', token: 'with an API token' }[via] ?? `by ${via}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
