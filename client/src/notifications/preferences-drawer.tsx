import { RefusedNotice } from '../forms/refused-notice.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import type { MailRhythm } from '../graphql/generated/graphql.ts';
import { Segmented } from '../ui/segmented.tsx';
import { typeWords } from './notification-words.ts';
import { usePreferences } from './use-preferences.ts';
import '../forms/drawer-form.css';

const rhythmOptions: readonly { readonly value: MailRhythm; readonly label: string }[] = [
  { value: 'AT_ONCE', label: 'Immediately' },
  { value: 'HOURLY', label: 'Every hour' },
  { value: 'DAILY', label: 'Every day' },
];

const rhythmWords: Record<MailRhythm, string> = {
  AT_ONCE: 'One e-mail per change, within a minute.',
  HOURLY: 'One e-mail with everything, on the hour.',
  DAILY: 'One e-mail with everything, at 07:00.',
};

/** Type by type, by the bell and by mail; each tick is kept at once. */
export function PreferencesDrawer({ onClose }: { onClose(): void }) {
  const {
    form,
    preferences,
    failure,
    retrying,
    retry,
    keep: savePreference,
    mailRhythm,
    choose,
    trouble,
    busy,
    sendAgain,
    settling,
  } = usePreferences();
  return (
    <aside className="drawer" aria-label="Notification settings">
      <DrawerHead onClose={onClose}>
        <h2>Notification settings</h2>
      </DrawerHead>
      <div className="drawer-scroll panel-fields" data-form={form}>
        {failure && <FailurePanel {...failureWords(failure)} retrying={retrying} onRetry={retry} />}
        <table className="preferences-table" aria-busy={!preferences || settling}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Bell</th>
              <th scope="col">E-mail</th>
            </tr>
          </thead>
          <tbody>
            {preferences?.map(({ type, inApp, byMail }) => (
              <tr key={type}>
                <th scope="row">
                  {typeWords[type].words}
                  <p className="quiet">{typeWords[type].when}</p>
                </th>
                <td>
                  <input
                    type="checkbox"
                    name={`${type}.inApp`}
                    aria-label={`${typeWords[type].words}: bell`}
                    checked={inApp}
                    onChange={() => savePreference({ type, inApp: !inApp, byMail })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    name={`${type}.byMail`}
                    aria-label={`${typeWords[type].words}: e-mail`}
                    checked={byMail}
                    onChange={() => savePreference({ type, inApp, byMail: !byMail })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {trouble && <RefusedNotice trouble={trouble} stray={[]} busy={busy} onRetry={sendAgain} />}
        {mailRhythm && (
          <div className="preferences-rhythm">
            <span aria-hidden="true">Send e-mails</span>
            <Segmented label="Send e-mails" options={rhythmOptions} value={mailRhythm} onChange={choose} />
          </div>
        )}
        <p className="quiet">
          {mailRhythm ? rhythmWords[mailRhythm] : ''} E-mails leave out what you have already read and what no longer
          applies. They need a mail server and your address.
        </p>
      </div>
    </aside>
  );
}
