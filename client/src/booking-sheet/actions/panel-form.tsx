import type { ComponentProps, ReactNode } from 'react';
import { DrawerForm } from '../../forms/drawer-form.tsx';
import { strayErrors } from '../../forms/field-errors.ts';
import { useHere } from '../../people/here.tsx';
import { canSave } from './action-forms.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import { TroubleNotice } from '../../bookings/trouble-notice.tsx';
import type { Decision } from '../../bookings/use-decision.ts';
import { VersionNotice } from './version-notice.tsx';
import '../../bookings/panel-form.css';

type PanelFormProps = Omit<ComponentProps<typeof DrawerForm>, 'trouble' | 'messages' | 'lost' | 'onSubmit'> & {
  trouble: Trouble | null;
  /** The version that is decided about. */
  decision: Decision;
  /** The paths of its fields: what is said about others is said below. */
  shown: readonly string[];
  onSend(version: number): void;
  /** Sends once more what failed, where that was not what the button sends. */
  onRetry?: () => void;
  /** The new version may need another decision: what was refused is not sent again with it at once. */
  lookAgain?: boolean;
  /** What the server offers instead, after the fields. */
  offer?: ReactNode;
};

/** Asks for one thing to do with a booking, in the place where it is read. */
export function PanelForm({
  decision: { basis, now, outdated, accept },
  shown,
  onSend,
  onRetry,
  lookAgain = false,
  offer,
  ...form
}: PanelFormProps) {
  const { timeZone } = useHere().facility;
  const { trouble, errors, busy } = form;
  const refused = trouble?.__typename === 'StaleBookingError' && !lookAgain;
  const send = () => onSend(basis.version);
  return (
    <DrawerForm
      {...form}
      lost={!busy && form.of !== null && !canSave(now, form.of.form)}
      onSubmit={send}
      messages={
        <>
          <TroubleNotice trouble={trouble} stray={strayErrors(errors, shown)} busy={busy} onRetry={onRetry ?? send} />
          {offer}
          {outdated && (
            <VersionNotice
              basis={basis}
              now={now}
              timeZone={timeZone}
              refused={refused}
              busy={busy}
              onAccept={() => {
                accept();
                if (refused) onSend(now.version);
              }}
            />
          )}
        </>
      }
    />
  );
}
