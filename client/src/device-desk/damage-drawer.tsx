import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { ReturnDevices } from './acts.ts';
import { ConditionFields, noteOf, type Condition } from './condition-fields.tsx';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import { useAssignment } from './use-assignment.ts';
import { useTellMoved } from './use-desk-acts.ts';
import '../bookings/panel-form.css';

const blank: Condition = { condition: 'DAMAGED', missing: [], note: '' };

type DamageDrawerProps = {
  readonly assignmentId: string;
  onClose(): void;
  onDone(): void;
};

/** Takes a device back that is not in order: it goes into maintenance, or is lost, and its request is open again. */
export function DamageDrawer({ assignmentId, onClose, onDone }: DamageDrawerProps) {
  const assignment = useAssignment(assignmentId);
  const { attempt, busy, trouble, clear } = useAttempt(ReturnDevices, 'returnDevices');
  const { errors } = useFieldErrors(trouble);
  const formDraft = useSimpleDraft('device-return', assignmentId, blank);
  const tell = useTellMoved(onDone);
  const serialNumber = assignment?.device.serialNumber ?? 'the device';
  const title = `Return ${serialNumber}`;
  const { condition } = formDraft.draft;

  async function send(releaseAssignmentIds: readonly string[] = []) {
    if (!assignment) return;
    const item = { deviceId: assignment.device.id, condition, note: noteOf(formDraft.draft) };
    const { done } = await attempt({ input: { items: [item], releaseAssignmentIds: [...releaseAssignmentIds] } });
    if (!done) return;
    formDraft.discard();
    tell(condition === 'LOST' ? `${serialNumber} is lost.` : `${serialNumber} is back and in maintenance.`, done.moves);
    onDone();
    onClose();
  }

  return (
    <aside className="drawer" aria-label={title}>
      <DrawerHead onClose={onClose}>
        <h2>{title}</h2>
        {assignment?.booking && <p className="quiet">{assignment.booking.clientName}</p>}
      </DrawerHead>
      <DrawerForm
        of={formDraft}
        title="Condition"
        submit={condition === 'LOST' ? 'Mark as lost' : 'Return as damaged'}
        busy={busy}
        idle={!assignment}
        trouble={trouble}
        errors={errors}
        onSubmit={() => void send()}
        onBack={onClose}
        messages={
          trouble && (
            <DeskTroubleNotice
              trouble={trouble}
              busy={busy}
              leftWithout={() => 0}
              onWithout={clear}
              onInstead={clear}
              onRelease={(ids) => void send(ids)}
              onRetry={() => void send()}
              onDismiss={clear}
            />
          )
        }
      >
        <ConditionFields
          conditions={['DAMAGED', 'LOST']}
          value={formDraft.draft}
          accessories={assignment?.device.category.accessories ?? []}
          errors={errors}
          onChange={(change) => formDraft.edit((before) => ({ ...before, ...change }))}
        />
      </DrawerForm>
    </aside>
  );
}
