import { useQuery } from 'urql';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { AreaField, TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { DowntimeKind } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { now } from '../time/now.ts';
import { Segmented } from '../ui/segmented.tsx';
import { StartDowntime } from './acts.ts';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import { useTellMoved } from './use-desk-acts.ts';
import '../bookings/panel-form.css';

const DeviceForDowntime = graphql(`
  query DeviceForDowntime($id: ID!) {
    node(id: $id) {
      __typename
      ... on Device {
        ...DeskDevice
      }
    }
  }
`);

const blank: { readonly kind: DowntimeKind; readonly until: string; readonly note: string } = {
  kind: 'MAINTENANCE',
  until: '',
  note: '',
};

const kinds: readonly { readonly value: DowntimeKind; readonly label: string }[] = [
  { value: 'MAINTENANCE', label: 'Maintenance' },
  { value: 'LOST', label: 'Lost' },
];

type MaintenanceDrawerProps = {
  readonly deviceId: string;
  onClose(): void;
  onDone(): void;
};

/** Takes a device out of circulation from now on: it is repaired, or nobody knows where it is. */
export function MaintenanceDrawer({ deviceId, onClose, onDone }: MaintenanceDrawerProps) {
  const { timeZone } = useHere().facility;
  const [{ data }] = useQuery({ query: DeviceForDowntime, variables: { id: deviceId } });
  const device = data?.node?.__typename === 'Device' ? data.node : null;
  const { attempt, busy, trouble, clear } = useAttempt(StartDowntime, 'startDowntime');
  const { errors } = useFieldErrors(trouble);
  const formDraft = useSimpleDraft('device-downtime', deviceId, blank);
  const { kind, until, note } = formDraft.draft;
  const tell = useTellMoved(onDone);
  const title = device ? `${device.serialNumber} cannot be used` : 'Device cannot be used';

  async function send(releaseAssignmentIds: readonly string[] = []) {
    // The day named is the last one in which it is away.
    const expectedEnd =
      until === ''
        ? null
        : Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString();
    const { done } = await attempt({
      input: {
        deviceIds: [deviceId],
        kind,
        expectedEnd,
        note: note.trim() || null,
        releaseAssignmentIds: [...releaseAssignmentIds],
      },
    });
    if (!done) return;
    formDraft.discard();
    tell(`${device?.serialNumber ?? 'The device'} is ${kind === 'LOST' ? 'lost' : 'in maintenance'}.`, done.moves);
    onDone();
    onClose();
  }

  return (
    <aside className="drawer" aria-label={title}>
      <DrawerHead onClose={onClose}>
        <h2>{title}</h2>
        {device && <p className="quiet">{device.category.name}</p>}
      </DrawerHead>
      <DrawerForm
        of={formDraft}
        title="From now on"
        submit={kind === 'LOST' ? 'Mark as lost' : 'Start maintenance'}
        busy={busy}
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
        <div data-field="kind">
          <Segmented
            label="Why"
            options={kinds}
            value={kind}
            onChange={(next) => formDraft.edit((before) => ({ ...before, kind: next }))}
          />
        </div>
        {kind === 'MAINTENANCE' && (
          <TextField
            name="expectedEnd"
            label="Back after"
            type="date"
            min={dateOf(now(), timeZone)}
            value={until}
            error={errors['expectedEnd']}
            hint="The last day of the repair. Leave it empty if it is not known."
            onChange={(next) => formDraft.edit((before) => ({ ...before, until: next }))}
          />
        )}
        <AreaField
          name="note"
          label="Note"
          maxLength={500}
          value={note}
          error={errors['note']}
          hint="What is wrong, or where it was last."
          onChange={(next) => formDraft.edit((before) => ({ ...before, note: next }))}
        />
      </DrawerForm>
    </aside>
  );
}
