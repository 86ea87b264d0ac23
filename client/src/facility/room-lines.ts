/** A room as somebody wrote it in a list. */
type WrittenRoom = { readonly name: string; readonly capacity: number };

/** A line of the list: a room, or why it is none. */
export type RoomLine = { readonly line: number; readonly room: WrittenRoom | null; readonly problem: string | null };

const mostSeats = 5_000;

/**
 * Reads a list of rooms, one a line: `Library, 12`, `Library 12`, `Library (12 seats)`, or two columns of a spreadsheet. What
 * cannot be read is said, and never guessed.
 */
export function roomLines(text: string, existing: readonly string[] = []): readonly RoomLine[] {
  const taken = new Set(existing.map(plain));
  return text.split('\n').flatMap((raw, index): readonly RoomLine[] => {
    const line = index + 1;
    if (raw.trim() === '') return [];
    const { name, seats } = partsOf(raw);
    const problem = problemOf(raw.trim(), name, seats, taken);
    if (problem !== null) return [{ line, room: null, problem }];
    taken.add(plain(name));
    return [{ line, room: { name, capacity: Number(seats) }, problem: null }];
  });
}

/** The last number is the seats; what stands before it, without the sign between them, is the name. */
function partsOf(raw: string): { readonly name: string; readonly seats: string } {
  const line = raw.trim().replace(/\s*(seats?|places?|people)?\s*\)?$/i, '');
  const seats = /[\d.,']*\d$/.exec(line)?.[0].replace(/^[.,']+/, '') ?? '';
  const rest = seats === '' ? '' : line.slice(0, -seats.length);
  // A number that belongs to the name itself, as in A302, is none of seats.
  return /[\s,;:(]$/.test(rest) ? { name: rest.replace(/[\s,;:(]+$/, ''), seats } : { name: '', seats: '' };
}

function problemOf(raw: string, name: string, seats: string, taken: ReadonlySet<string>): string | null {
  if (name === '')
    return `“${raw}” has no seats. Write them after the name: ${raw.replace(/[\d\s]+$/, '') || 'Library'}, 12`;
  if (name.length > 100) return 'Enter a name of at most 100 characters.';
  if (!/^\d+$/.test(seats) || Number(seats) < 1 || Number(seats) > mostSeats)
    return `“${seats}” is not a number of seats.`;
  return taken.has(plain(name)) ? `A room called ${name} already exists.` : null;
}

function plain(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
