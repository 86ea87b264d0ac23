import type { Trouble } from './use-attempt.ts'

/** What is wrong with a form, by the path of the field: `clientName`, `segments.0.endsAt`. */
export type FieldErrors = Readonly<Record<string, string>>

/** What the server said about fields; the first thing about each. */
export function fieldErrors(trouble: Trouble | null): FieldErrors {
  if (trouble?.__typename !== 'InvalidInputError') return {}
  const errors: Record<string, string> = {}
  for (const { path, message } of trouble.fields) errors[path] ??= message
  return errors
}

/** `segments.2.` → those of the third segment, by their names in it. */
export function errorsWithin(errors: FieldErrors, prefix: string): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), message]] : [])),
  )
}

/** Takes away what was said about fields that have changed since. */
export function withoutErrors(errors: FieldErrors, changed: (path: string) => boolean): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => !changed(path)))
}

/** What no field of the form can show, because the form has none at that path. */
export function strayErrors(errors: FieldErrors, form: HTMLFormElement | null): readonly string[] {
  return Object.entries(errors).flatMap(([path, message]) => (fieldAt(form, path) ? [] : [message]))
}

function fieldAt(form: HTMLFormElement | null, path: string): HTMLElement | null {
  return form?.querySelector<HTMLElement>(`[name="${CSS.escape(path)}"]`) ?? null
}

/** Brings the first field in the order of the form that is wrong to whoever sent it. */
export function focusFirstError(form: HTMLFormElement | null, errors: FieldErrors): void {
  const fields = Object.keys(errors).flatMap((path) => fieldAt(form, path) ?? [])
  const [first] = fields.toSorted((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  first?.focus()
  first?.scrollIntoView({ block: 'center' })
}
