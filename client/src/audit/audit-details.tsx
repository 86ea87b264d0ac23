import { Link } from '@tanstack/react-router';
import { agentWords } from '../access/agent-words.ts';
import type { AuditLineFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import type { AuditSearch } from './audit-search.ts';
import { fieldWords, valueWords } from './audit-words.ts';

type AuditDetailsProps = {
  entry: AuditLineFragment;
  onShow(change: AuditSearch): void;
};

/** All that is kept of one line: what it was before and after, why, and from where. */
export function AuditDetails({ entry, onShow }: AuditDetailsProps) {
  const { timeZone } = useHere().facility;
  const { actor, subjectId, subjectType, requestId, changes } = entry;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Reason', entry.reason],
    ['Message', entry.message],
    ['Error', entry.refusal],
    ['From', [entry.address, entry.agent ? agentWords(entry.agent) : null].filter(Boolean).join(', ')],
    ['Database role', entry.databaseRole],
    ['Request', requestId],
  ];
  return (
    <div className="audit-details">
      {changes.length > 0 && (
        <table className="audit-changes" aria-label="What changed">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after, beforeName, afterName }) => (
              <tr key={field}>
                <th scope="row">{fieldWords(field)}</th>
                <td>
                  <Value value={beforeName ?? before ?? null} timeZone={timeZone} as="del" />
                </td>
                <td>
                  <Value value={afterName ?? after ?? null} timeZone={timeZone} as="ins" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div>
        <dl className="audit-facts">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <div className="audit-ways">
          {actor && <Button onClick={() => onShow({ actor: actor.id })}>All by {actor.displayName}</Button>}
          {subjectId && <Button onClick={() => onShow({ subject: subjectId })}>All about this</Button>}
          {requestId && <Button onClick={() => onShow({ request: requestId })}>All of this request</Button>}
          {subjectType === 'Booking' && subjectId && (
            <Link to="/calendar" search={{ booking: subjectId }}>
              Open the booking
            </Link>
          )}
        </div>
      </div>
    </div>
  );
}

function Value({ value, timeZone, as: Tag }: { value: string | null; timeZone: string; as: 'del' | 'ins' }) {
  const words = valueWords(value, timeZone);
  return value === null || value === '' ? <span className="quiet">{words}</span> : <Tag>{words}</Tag>;
}
