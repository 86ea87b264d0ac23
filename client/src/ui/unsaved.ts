/** Of every draft in the tab's storage. Raise the number when what an older page has stored cannot be read any more. */
export const draftPrefix = 'colab.draft.1.';

/** Where something unsaved stands that is in no storage: secrets, and everything where storage is forbidden or full. */
export const inMemory = new Set<string>();

let leaving = false;

function draftKeys(): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(draftPrefix));
  } catch {
    return [];
  }
}

/** Whether something was typed in this tab that is neither saved nor discarded. */
export function hasUnsaved(): boolean {
  return inMemory.size > 0 || draftKeys().length > 0;
}

/** Removes what was typed in this tab: all of it, or what others than `userId` typed. */
export function discardDrafts(userId?: string): void {
  if (userId === undefined) inMemory.clear();
  for (const key of draftKeys())
    if (userId === undefined || !key.startsWith(`${draftPrefix}${userId}.`)) sessionStorage.removeItem(key);
}

/** Drafts outlive it: nobody is asked. */
export function reloadPage(): void {
  leaving = true;
  window.location.reload();
}

window.addEventListener('beforeunload', (event) => {
  if (!leaving && hasUnsaved()) event.preventDefault();
});
