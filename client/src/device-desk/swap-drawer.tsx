import { useState } from 'react';
import { useQuery } from 'urql';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { TextField } from '../forms/text-field.tsx';
import { SwapDevice } from './acts.ts';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import { PickableDevices } from './request-documents.ts';
import { useAssignment } from './use-assignment.ts';
import { useTellMoved } from './use-desk-acts.ts';
import { useLookUp } from './use-desk-scanner.ts';
import '../bookings/panel-form.css';

const blank = { code: '' };

type SwapDrawerProps = {
  readonly assignmentId: string;
  onClose(): void;
  onDone(): void;
};

/** Gives a booking another device in place of one that is planned for it. */
export function SwapDrawer({ assignmentId, onClose, onDone }: SwapDrawerProps) {
  const assignment = useAssignment(assignmentId);
  const requestId = assignment?.request?.id;
  const [{ data }] = useQuery({
    query: PickableDevices,
    variables: { requestId: requestId ?? '', search: null, first: 20 },
    pause: requestId === undefined,
  });
  const { attempt, busy, trouble, clear } = useAttempt(SwapDevice, 'swapDevice');
  const [unknown, setUnknown] = useState<string | null>(null);
  const { errors } = useFieldErrors(trouble);
  const lookUp = useLookUp();
  const formDraft = useSimpleDraft('device-swap', assignmentId, blank);
  const { code } = formDraft.draft;
  const tell = useTellMoved(onDone);
  const serialNumber = assignment?.device.serialNumber ?? 'the device';
  const free = data?.pickableDevices.edges.map(({ node }) => node) ?? [];
  const title = `Swap ${serialNumber}`;

  async function send() {
    if (!assignment || code.trim() === '') return;
    const answer = await lookUp(code.trim(), { from: assignment.startsAt, to: assignment.dueAt });
    const [device, second] = 'failure' in answer ? [] : answer.devices;
    if (!device || second) {
      setUnknown(
        'failure' in answer ? answer.failure : device ? 'Several devices have this name.' : 'No device has this code.',
      );
      return;
    }
    const { done } = await attempt({
      input: { assignmentId, deviceId: device.id },
    });
    if (!done) return;
    formDraft.discard();
    tell(`${device.serialNumber} takes the place of ${serialNumber}.`, done.moves);
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
        title="Another device instead"
        submit="Swap"
        busy={busy}
        idle={!assignment || code.trim() === ''}
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
              onInstead={(_taken, [other]) => {
                clear();
                if (other) formDraft.edit((before) => ({ ...before, code: other.serialNumber }));
              }}
              onRelease={null}
              onRetry={() => void send()}
              onDismiss={clear}
            />
          )
        }
      >
        <TextField
          name="code"
          label="Scan the other device"
          required
          maxLength={100}
          spellCheck={false}
          list="swap-free"
          value={code}
          error={unknown ?? errors['deviceId']}
          hint={free.length > 0 ? `${free.length} free, the best first` : 'No other device is free for this time.'}
          onChange={(next) => {
            setUnknown(null);
            formDraft.edit((before) => ({ ...before, code: next }));
          }}
        />
        <datalist id="swap-free">
          {free.map(({ id, serialNumber: serial, name }) => (
            <option key={id} value={serial}>
              {name}
            </option>
          ))}
        </datalist>
      </DrawerForm>
    </aside>
  );
}
