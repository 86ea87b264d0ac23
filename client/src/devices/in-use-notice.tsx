import type { DevicesInUseFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

type InUseNoticeProps = {
  assignments: DevicesInUseFragment['assignments'];
  /** What the button would do, after the plans are released: "Retire". */
  action: string;
  busy: boolean;
  onRelease(assignmentIds: readonly string[]): void;
};

/** Shows which plans and hands have the device; plans can give way in one click, what is out has to come back first. */
export function InUseNotice({ assignments, action, busy, onRelease }: InUseNoticeProps) {
  const { timeZone } = useHere().facility;
  const out = assignments.filter(({ state }) => state === 'OUT');
  const planned = assignments.filter(({ state }) => state === 'PLANNED');
  const title = out.length > 0 ? 'It is out and has to come back first.' : 'It is planned. Nothing was saved.';
  const plans = planned.length === 1 ? 'this plan' : `these ${planned.length} plans`;
  return (
    <Notice
      tone="problem"
      title={title}
      actions={
        out.length === 0 &&
        planned.length > 0 && (
          <Button busy={busy} onClick={() => onRelease(planned.map(({ id }) => id))}>
            <span>
              {action} and release {plans}
            </span>
          </Button>
        )
      }
    >
      <ul className="device-in-use">
        {assignments.map((assignment) => (
          <li key={assignment.id}>
            {assignment.booking?.clientName ?? 'Another booking'},{' '}
            {whenWords(intervalOf(assignment.startsAt, assignment.dueAt), timeZone)}
            <span className="quiet"> ({assignment.state === 'OUT' ? 'out' : 'planned'})</span>
          </li>
        ))}
      </ul>
      {assignments.length === 0 && <p>Another division has it.</p>}
      {out.length === 0 && planned.length > 0 && (
        <p>A released plan opens its request again, and the IT desk is notified.</p>
      )}
    </Notice>
  );
}
