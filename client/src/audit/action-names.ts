import { createContext, use } from 'react';
import type { ActionNames } from './audit-words.ts';

/** The words of all features: the app brings them, because the trail knows none of the features. */
export const ActionNamesContext = createContext<ActionNames>({});

export function useActionNames(): ActionNames {
  return use(ActionNamesContext);
}
