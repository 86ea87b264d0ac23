/** What is wrong with a form, by the path of the field: `clientName`, `segments.0.endsAt`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A refusal, as far as it speaks of fields. */
export type AboutFields = {
  readonly __typename: string;
  readonly message?: string;
  /** Of an `InvalidInputError`. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};

/** Finds what the server said about fields; the first thing about each. */
export function fieldErrors(trouble: AboutFields | null): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of trouble?.fields ?? []) errors[path] ??= message;
  return errors;
}

/** `segments.2.` → those of the third segment, by their names in it. */
export function errorsWithin(errors: FieldErrors, prefix: string): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), message]] : [],
    ),
  );
}

/** Takes away what was said about fields that have changed since. */
export function withoutErrors(errors: FieldErrors, changed: (path: string) => boolean): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => !changed(path)));
}

/** Finds what no field of the form shows; `shown` has a star for each place in a list: `segments.*.endsAt`. */
export function strayErrors(errors: FieldErrors, shown: readonly string[]): readonly string[] {
  return Object.entries(errors).flatMap(([path, message]) =>
    shown.includes(path.replaceAll(/\b\d+\b/g, '*')) ? [] : [message],
  );
}

function fieldAt(form: HTMLFormElement | null, path: string): HTMLElement | null {
  const name = CSS.escape(path);
  return form?.querySelector<HTMLElement>(`[name="${name}"], [data-field="${name}"] input`) ?? null;
}

/** Brings the first field in the order of the form that is wrong to whoever sent it. */
export function focusFirstError(form: HTMLFormElement | null, errors: FieldErrors): void {
  const fields = Object.keys(errors).flatMap((path) => fieldAt(form, path) ?? []);
  const [first] = fields.toSorted((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  first?.focus();
  first?.scrollIntoView({ block: 'center' });
}
