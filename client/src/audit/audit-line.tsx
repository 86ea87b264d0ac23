import { Check, ChevronRight, OctagonX, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { graphql } from '../graphql/generated/gql.ts';
import type { AuditLineFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords, timeWords } from '../time/words.ts';
import { dateOf } from '../time/day.ts';
import { useNow } from '../ui/use-now.ts';
import { useActionNames } from './action-names.ts';
import { AuditDetails } from './audit-details.tsx';
import type { AuditSearch } from './audit-search.ts';
import { actionWords, gistWords, subjectWords, viaWords } from './audit-words.ts';

graphql(`
  fragment AuditLine on AuditEntry {
    id
    at
    actor {
      id
      displayName
    }
    via
    databaseRole
    action
    subjectType
    subjectId
    subjectName
    tenant {
      id
      code
    }
    changes {
      field
      before
      after
      beforeName
      afterName
    }
    reason
    result
    refusal
    message
    address
    agent
    requestId
    repeated
  }
`);

const resultLooks = {
  DONE: { words: 'Done', look: 'tag', Icon: Check },
  REFUSED: { words: 'Refused', look: 'tag tag-wait', Icon: TriangleAlert },
  FAILED: { words: 'Failed', look: 'tag tag-bad', Icon: OctagonX },
};

type AuditLineProps = {
  entry: AuditLineFragment;
  onShow(change: AuditSearch): void;
};

export function AuditLine({ entry, onShow }: AuditLineProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const [open, setOpen] = useState(false);
  const names = useActionNames();
  const details = useId();
  const at = Date.parse(entry.at);
  const { words, look, Icon } = resultLooks[entry.result];
  return (
    <>
      <tr data-open={open} data-result={entry.result}>
        <td>
          <button
            type="button"
            className="audit-when"
            aria-expanded={open}
            aria-controls={details}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden="true" />
            <time dateTime={entry.at} title={`${dateOf(at, timeZone)} ${timeWords(at, timeZone)}`}>
              {momentWords(at, now, timeZone)}
            </time>
            <span className="unseen">, {open ? 'hide' : 'show'} details</span>
          </button>
        </td>
        <td data-label="Who">{whoOf(entry)}</td>
        <td data-label="What">{actionWords(entry.action, names)}</td>
        <td data-label="To what">
          {entry.subjectType
            ? `${subjectWords(entry.subjectType)}${entry.subjectType === 'username' ? ` ${entry.subjectId}` : ''}`
            : null}
          {entry.subjectName && <span className="audit-name">{entry.subjectName}</span>}
          {entry.tenant && <span className="tag audit-tenant">{entry.tenant.code}</span>}
          <span className="quiet audit-gist">{gistOf(entry, timeZone)}</span>
        </td>
        <td data-label="Result">
          <span className={look}>
            <Icon aria-hidden="true" />
            {words}
            {entry.repeated > 0 && `, and ${entry.repeated} more like it`}
          </span>
        </td>
      </tr>
      {open && (
        <tr id={details} className="audit-open">
          <td colSpan={5}>
            <AuditDetails entry={entry} onShow={onShow} />
          </td>
        </tr>
      )}
    </>
  );
}

function whoOf({ actor, via, databaseRole, action }: AuditLineFragment) {
  const by = viaWords(via ?? null);
  const who = actor?.displayName ?? (action === 'sql' ? `“${databaseRole}” in the database` : 'Not signed in');
  return (
    <>
      {actor ? who : <span className="quiet">{who}</span>}
      {by && <span className="quiet"> {by}</span>}
    </>
  );
}

/** As much as one line holds: what changed, or why nothing did. */
function gistOf({ changes, subjectName, refusal, message, result }: AuditLineFragment, timeZone: string): string {
  return result === 'DONE' ? gistWords(changes, timeZone, subjectName) : (message ?? refusal ?? '');
}
