import { formList, type FormName } from './all-forms.ts';
import { draftPrefix } from '../ui/unsaved.ts';

const formNames = Object.keys(formList) as FormName[];
function keyOf(userId: string, form: FormName, about: string) {
  return `${draftPrefix}${userId}.${form}.${about}`;
}

/** The forms about one thing into which something was typed that is neither saved nor discarded. */
export function formsWithDrafts(userId: string, about: string): readonly FormName[] {
  try {
    return formNames.filter((form) => sessionStorage.getItem(keyOf(userId, form, about)) !== null);
  } catch {
    return [];
  }
}

/** For a form that is not open. */
export function discardDraftOf(userId: string, form: FormName, about: string): void {
  sessionStorage.removeItem(keyOf(userId, form, about));
}
