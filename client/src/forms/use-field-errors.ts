import { useCallback, useMemo, useState } from 'react';
import { fieldErrors, withoutErrors, type AboutFields, type FieldErrors } from './field-errors.ts';

const noErrors: FieldErrors = {};

/**
 * Holds what is wrong with the fields of a form: what the form found before it sent anything, and what the server says in its
 * refusal.
 * @param clear takes the refusal back
 */
export function useFieldErrors(refusal: AboutFields | null, clear?: () => void) {
  const [mistakes, setMistakes] = useState(noErrors);
  const errors = useMemo(() => ({ ...fieldErrors(refusal), ...mistakes }), [refusal, mistakes]);

  /** Says what the form has found; true where that is nothing, and it may be sent. */
  const check = useCallback((found: FieldErrors): boolean => {
    setMistakes(found);
    return Object.keys(found).length === 0;
  }, []);
  /** Takes back what the form found in fields that have changed since. */
  const withdraw = useCallback(
    (isChanged: (path: string) => boolean) => setMistakes((before) => withoutErrors(before, isChanged)),
    [],
  );
  /** The same; what the server said about other fields stays although its refusal is cleared. */
  const withdrawAndKeep = useCallback(
    (isChanged: (path: string) => boolean) => setMistakes(withoutErrors(errors, isChanged)),
    [errors],
  );
  /** Nothing was wrong yet. */
  const forget = useCallback(() => {
    setMistakes(noErrors);
    clear?.();
  }, [clear]);
  return {
    errors,
    /** Those that the form has found itself. */
    mistakes,
    check,
    withdraw,
    withdrawAndKeep,
    forget,
  };
}
