import { formList, type FormName } from './all-forms.ts';
import { DRAFTS } from './unsaved.ts';

const NAMES = Object.keys(formList) as FormName[];
const keyOf = (userId: string, form: FormName, about: string) => `${DRAFTS}${userId}.${form}.${about}`;

/** The forms about one thing into which something was typed that is neither saved nor discarded. */
export function keptForms(userId: string, about: string): readonly FormName[] {
  try {
    return NAMES.filter((form) => sessionStorage.getItem(keyOf(userId, form, about)) !== null);
  } catch {
    return [];
  }
}

/** For a form that is not open. */
export function discardKept(userId: string, form: FormName, about: string): void {
  sessionStorage.removeItem(keyOf(userId, form, about));
}
