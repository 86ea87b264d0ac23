import { useRef, useState } from 'react';
import { X } from 'lucide-react';
import { DrawerForm } from '../forms/drawer-form.tsx';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { TextField } from '../forms/text-field.tsx';
import { useHere } from '../people/here.tsx';
import { dateOf, wallHoursOn, type OpeningHours } from '../time/day.ts';
import { instantOf } from '../time/local-time.ts';
import { now as present } from '../time/now.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { LendDevices } from './acts.ts';
import { countWords, listWords } from './desk-facts.ts';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import { useTellMoved } from './use-desk-acts.ts';
import { useLendScanner } from './use-lend-scanner.ts';
import '../bookings/panel-form.css';

export type LentDevice = { readonly id: string; readonly serialNumber: string; readonly category: string };

export type LendDraft = {
  readonly tenantId: string;
  readonly clientName: string;
  readonly until: string;
  readonly takenBy: string;
  readonly devices: readonly LentDevice[];
};

/** When the facility closes today; the end of the day once it has. */
function closingTime(today: string, facility: OpeningHours & { readonly timeZone: string }): string {
  const { closesAt } = wallHoursOn(today, facility);
  const closing = instantOf({ date: today, time: closesAt }, facility.timeZone);
  return closing !== null && Date.parse(closing) > present() ? closesAt : '23:59';
}

type LendDrawerProps = { onClose(): void; onDone(): void };

/** Hands out devices to somebody who stands at the desk: a booking of devices alone that begins now. */
export function LendDrawer({ onClose, onDone }: LendDrawerProps) {
  const { viewer, facility } = useHere();
  const { timeZone } = facility;
  const today = dateOf(present(), timeZone);
  const { attempt, busy, trouble, clear } = useAttempt(LendDevices, 'lendDevices');
  const { errors, check } = useFieldErrors(trouble);
  const formDraft = useSimpleDraft<LendDraft>('lend-devices', '', {
    tenantId: viewer.tenants[0]?.id ?? '',
    clientName: '',
    until: closingTime(today, facility),
    takenBy: '',
    devices: [],
  });
  const { draft, edit } = formDraft;
  // What was not answered is sent once more, and lent once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const scan = useRef<HTMLInputElement>(null);
  const scanner = useLendScanner(draft.devices, (devices) => edit((before) => ({ ...before, devices })));
  const tell = useTellMoved(onDone);
  const change = (next: Partial<LendDraft>) => edit((before) => ({ ...before, ...next }));

  async function send(devices: readonly LentDevice[] = draft.devices) {
    const isFilled = check({
      ...(draft.clientName.trim() === '' ? { clientName: 'Enter who borrows the devices.' } : {}),
      ...(devices.length === 0 ? { deviceIds: 'Scan at least one device.' } : {}),
    });
    if (!isFilled) return;
    const until = instantOf({ date: today, time: draft.until }, timeZone);
    if (!check(until === null ? { until: 'Enter a time.' } : {}) || until === null) return;
    const { done } = await attempt({
      input: {
        tenantId: draft.tenantId,
        clientName: draft.clientName.trim(),
        until,
        deviceIds: devices.map(({ id }) => id),
        takenBy: draft.takenBy.trim() || null,
        idempotencyKey,
      },
    });
    if (!done) return;
    formDraft.discard();
    tell(
      `${listWords(devices.map(({ serialNumber }) => serialNumber))} lent to ${draft.clientName.trim()}.`,
      done.moves,
    );
    onDone();
    onClose();
  }

  const without = (ids: readonly string[]) => draft.devices.filter(({ id }) => !ids.includes(id));
  return (
    <aside className="drawer" aria-label="Lend devices">
      <DrawerHead onClose={onClose}>
        <h2>Lend devices</h2>
      </DrawerHead>
      <DrawerForm
        of={formDraft}
        title="Handed out now"
        submit={draft.devices.length === 0 ? 'Lend' : `Lend ${countWords(draft.devices.length)}`}
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
              leftWithout={(ids) => without(ids).length}
              onWithout={(ids) => {
                change({ devices: without(ids) });
                void send(without(ids));
              }}
              onInstead={(taken, alternatives) => {
                const others = alternatives.map(({ id, serialNumber }) => ({ id, serialNumber, category: '' }));
                const devices = [...without(taken.map(({ id }) => id)), ...others];
                change({ devices });
                void send(devices);
              }}
              onRelease={null}
              onRetry={() => void send()}
              onDismiss={clear}
            />
          )
        }
      >
        {viewer.tenants.length > 1 && (
          <div data-field="tenantId">
            <Segmented
              label="Division"
              options={viewer.tenants.map(({ id, code }) => ({ value: id, label: code }))}
              value={draft.tenantId}
              onChange={(tenantId) => change({ tenantId })}
            />
          </div>
        )}
        <TextField
          name="clientName"
          label="Who"
          required
          maxLength={200}
          value={draft.clientName}
          error={errors['clientName']}
          onChange={(clientName) => change({ clientName })}
        />
        <TextField
          name="until"
          label="Until today"
          type="time"
          required
          value={draft.until}
          error={errors['until']}
          onChange={(until) => change({ until })}
        />
        <TextField
          name="takenBy"
          label="Taken by"
          maxLength={200}
          value={draft.takenBy}
          error={errors['takenBy']}
          hint="If it is not the same person."
          onChange={(takenBy) => change({ takenBy })}
        />
        <div className="field lend-scan">
          <label className="field-label" htmlFor="lend-scan">
            Devices
          </label>
          <input
            ref={scan}
            id="lend-scan"
            className="input"
            type="search"
            name="deviceIds"
            placeholder="Scan or type a serial number"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="lend-said"
            onKeyDown={(event) => {
              const typed = event.currentTarget.value;
              if (typed.trim() === '' || (event.key !== 'Enter' && event.key !== 'Tab')) return;
              event.preventDefault();
              event.currentTarget.value = '';
              scanner.scan(typed);
            }}
          />
          <p
            id="lend-said"
            className={scanner.isRefused || errors['deviceIds'] ? 'field-error' : 'field-hint'}
            role="status"
          >
            {errors['deviceIds'] ?? scanner.words}
          </p>
          <ul className="lend-devices">
            {draft.devices.map(({ id, serialNumber, category }) => (
              <li key={id}>
                <span className="device-serial">{serialNumber}</span>
                <span className="quiet">{category}</span>
                <IconButton label={`Remove ${serialNumber}`} onClick={() => change({ devices: without([id]) })}>
                  <X aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
          {scanner.waiting > 0 && <p className="field-hint">{scanner.waiting} to look up</p>}
          {draft.devices.length > 1 && (
            <Button look="ghost" onClick={() => change({ devices: [] })}>
              Clear all
            </Button>
          )}
        </div>
      </DrawerForm>
    </aside>
  );
}
