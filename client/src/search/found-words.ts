/** As people type it: no case, no accents, no space around. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()
}

/** Each typed word begins a word of `text`: `new b` finds "New booking", `pers` finds "Ambition+Perseverance". */
export function findsWords(typed: string, text: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u)
  return plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}

/** As the server looks for bookings: part of the client's name, or how the reference begins. */
export function findsBooking(typed: string, { clientName, reference }: { readonly clientName: string; readonly reference: string }): boolean {
  const wanted = typed.trim().toLowerCase()
  return clientName.toLowerCase().includes(wanted) || reference.toLowerCase().startsWith(wanted)
}

/** Where in `text` what is typed stands as it is, to be marked: before, the thing itself, after. */
export function placeOf(typed: string, text: string): readonly [string, string, string] | null {
  const wanted = typed.trim().toLowerCase()
  const at = wanted ? text.toLowerCase().indexOf(wanted) : -1
  return at < 0 ? null : [text.slice(0, at), text.slice(at, at + wanted.length), text.slice(at + wanted.length)]
}
