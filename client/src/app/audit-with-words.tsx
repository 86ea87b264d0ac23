import { ActionNamesContext } from '../audit/action-names.ts';
import { AuditPage } from '../audit/audit-page.tsx';
import { actionNames } from './words.ts';

/** Shows the audit trail in the words of all features. */
export function AuditWithWords() {
  return (
    <ActionNamesContext value={actionNames}>
      <AuditPage />
    </ActionNamesContext>
  );
}
