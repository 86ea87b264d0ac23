import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { focusFirstError, type FieldErrors } from './field-errors.ts';

type FormOutcome = {
  readonly form: RefObject<HTMLFormElement | null>;
  /** Where what concerns no field is said. */
  readonly place: RefObject<HTMLElement | null>;
  readonly errors: FieldErrors;
  readonly trouble: { readonly __typename: string } | null;
};

/**
 * Brings what a form was told to whoever sent it: the first field that is wrong, or else the words below. Call what it
 * gives back whenever something is sent.
 */
export function useFormOutcome({ form, place, errors, trouble }: FormOutcome): () => void {
  // Only after sending: while somebody types, nothing moves the cursor.
  const armed = useRef(false);

  useEffect(() => {
    if (!armed.current || Object.keys(errors).length === 0) return;
    armed.current = false;
    focusFirstError(form.current, errors);
  }, [errors, form]);

  useEffect(() => {
    if (trouble === null || trouble.__typename === 'InvalidInputError') return;
    const element = form.current?.querySelector('.segment .notice') ?? place.current;
    element?.scrollIntoView({ block: 'nearest' });
  }, [trouble, form, place]);

  return useCallback(() => {
    armed.current = true;
  }, []);
}

/** Esc leaves what was begun, from any of its fields. */
export function useEscape(form: RefObject<HTMLElement | null>, leave: () => void): void {
  const current = useRef(leave);
  useLayoutEffect(() => {
    current.current = leave;
  });
  useEffect(() => {
    const element = form.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // An open list of names closes first. React hears of the key after this listener.
      if (event.target instanceof Element && event.target.ariaExpanded === 'true') return;
      event.preventDefault();
      current.current();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [form]);
}
