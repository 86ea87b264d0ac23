import type { BookingFactsFragment } from '../../graphql/generated/graphql.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { whatChanged } from './what-changed.ts';

type VersionNoticeProps = {
  basis: BookingFactsFragment;
  now: BookingFactsFragment;
  timeZone: string;
  /** The server has refused what was sent for the version before. */
  refused: boolean;
  busy: boolean;
  onAccept(): void;
};

/** Somebody changed the booking while a panel was open: what is different, before anything is done to it. */
export function VersionNotice({ basis, now, timeZone, refused, busy, onAccept }: VersionNoticeProps) {
  if (now.version <= basis.version) return null;
  const changes = whatChanged(basis, now, timeZone);
  return (
    <Notice
      tone="warning"
      title="Someone else changed this booking."
      actions={
        <Button busy={busy} onClick={onAccept}>
          <span>{refused ? 'Apply to the new version' : 'Continue with the new version'}</span>
        </Button>
      }
    >
      {changes.length === 0 ? (
        'Nothing shown here has changed.'
      ) : (
        <dl className="changes">
          {changes.map((change) => (
            <div key={change.name}>
              <dt>{change.name}</dt>
              <dd>
                <del>{change.before ?? 'nothing'}</del> <span aria-hidden="true">→</span>{' '}
                <ins>{change.now ?? 'nothing'}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Notice>
  );
}
