import { isFoundBy, searchWords, wordsOf } from '../forms/search-words.ts';

/** Each typed word begins a word of `text`: `new b` finds "New booking", `pers` finds "Ambition+Perseverance". */
export function findsWords(typed: string, text: string): boolean {
  const words = wordsOf(text);
  return searchWords(typed).every((part) => words.some((word) => word.startsWith(part)));
}

/** As the server looks for bookings, but by the client's name and the reference alone: the contact is not shown here. */
export function findsBooking(
  typed: string,
  { clientName, reference }: { readonly clientName: string; readonly reference: string },
): boolean {
  // A reference is one word there, sign or not.
  return isFoundBy(typed.replace(/\bbk-/gi, 'bk'), `${clientName}\n${reference.replace('-', '')}`);
}

/** Finds where in `text` what is typed stands as it is, to be marked: before, the thing itself, after. */
export function placeOf(typed: string, text: string): readonly [string, string, string] | null {
  const needle = typed.trim().toLowerCase();
  const at = needle ? text.toLowerCase().indexOf(needle) : -1;
  return at < 0 ? null : [text.slice(0, at), text.slice(at, at + needle.length), text.slice(at + needle.length)];
}
