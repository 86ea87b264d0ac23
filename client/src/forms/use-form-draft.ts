import { use, useCallback, useEffect, useState } from 'react';
import { HereContext } from '../people/here.tsx';
import { formList, type FormName } from './all-forms.ts';
import { draftPrefix, inMemory } from '../ui/unsaved.ts';

export type FormDraft<T> = {
  readonly form: FormName;
  /** What stands in the form now. */
  readonly draft: T;
  /** It was typed before the form was opened this time. */
  readonly found: boolean;
  /** There is something in it that it would be a pity to lose. */
  readonly touched: boolean;
  edit(change: (draft: T) => T): void;
  /** For when it is saved, or is not wanted any more. */
  discard(): void;
};

/** Gives the form back; to discard it also takes back what was said about it. */
export function alsoOnDiscard<Form extends { discard(): void }>(form: Form, ...forgets: readonly (() => void)[]): Form {
  return {
    ...form,
    discard: () => {
      for (const forget of forgets) forget();
      form.discard();
    },
  };
}

type DraftNeeds<T> = {
  /** What stands in a form in which nothing was typed. */
  begin(): T;
  /** What becomes of a draft that is found. */
  resume?(draft: T): T;
  /** Whether it would be a pity to lose. */
  isTouched?(draft: T): boolean;
};

function read(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(key: string, draft: unknown, isSecret: boolean): void {
  inMemory.delete(key);
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else if (isSecret) inMemory.add(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is forbidden or full: the draft lasts as long as the form.
    if (draft !== null) inMemory.add(key);
  }
}

function isSame(a: unknown, b: unknown) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Holds what is typed into a form of the list, for its person alone: it outlives a reload and a crash in the storage of the tab, until
 * `discard`. `about` is what the form is about, a booking or a room; a component stays with one. What is typed is plain JSON.
 */
export function useFormDraft<T>(
  form: FormName,
  about: string,
  { begin, resume, isTouched }: DraftNeeds<T>,
): FormDraft<T> {
  const userId = use(HereContext)?.viewer.user.id ?? '';
  const key = `${draftPrefix}${userId}.${form}.${about}`;
  const isSecret = formList[form].secrets !== undefined;
  const [{ draft, blank, found }, setState] = useState(() => {
    const begun = begin();
    const stored = isSecret ? null : (read(key) as T | null);
    return { draft: stored === null ? begun : (resume?.(stored) ?? stored), blank: begun, found: stored !== null };
  });
  const touched = isTouched ? isTouched(draft) : !isSame(draft, blank);

  useEffect(() => write(key, touched ? draft : null, isSecret), [key, draft, touched, isSecret]);
  useEffect(() => {
    // The way back in is here before it is needed.
    if (touched) void import('../people/sign-in-again.tsx').catch(() => undefined);
  }, [touched]);
  useEffect(() => () => void inMemory.delete(key), [key]);

  const edit = useCallback(
    (change: (draft: T) => T) => setState((before) => ({ ...before, draft: change(before.draft) })),
    [],
  );
  const discard = useCallback(() => {
    // At once: the page may go before it is drawn again.
    write(key, null, isSecret);
    const begun = begin();
    setState({ draft: begun, blank: begun, found: false });
  }, [key, isSecret, begin]);
  return { form, draft, found, touched, edit, discard };
}

/** The same for a form that begins with what never changes while it is open. */
export function useSimpleDraft<T>(form: FormName, about: string, blank: T): FormDraft<T> {
  const [begin] = useState(() => () => blank);
  return useFormDraft(form, about, { begin });
}
