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
  { value: 'AT_ONCE', label: 'At once' },
  { value: 'HOURLY', label: 'Every hour' },
  { value: 'DAILY', label: 'Every day' },
];

const rhythmWords: Record<MailRhythm, string> = {
  AT_ONCE: 'One mail for each change, within a minute.',
  HOURLY: 'One mail with everything, on the hour.',
  DAILY: 'One mail with everything, at 07:00.',
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
    <aside className="drawer" aria-label="How you are told">
      <DrawerHead onClose={onClose}>
        <h2>How you are told</h2>
      </DrawerHead>
      <div className="drawer-scroll panel-fields" data-form={form}>
        {failure && <FailurePanel {...failureWords(failure)} retrying={retrying} onRetry={retry} />}
        <table className="preferences-table" aria-busy={!preferences || settling}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Bell</th>
              <th scope="col">Mail</th>
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
                    aria-label={`${typeWords[type].words}: by the bell`}
                    checked={inApp}
                    onChange={() => savePreference({ type, inApp: !inApp, byMail })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    name={`${type}.byMail`}
                    aria-label={`${typeWords[type].words}: by mail`}
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
            <span aria-hidden="true">Mail comes</span>
            <Segmented label="Mail comes" options={rhythmOptions} value={mailRhythm} onChange={choose} />
          </div>
        )}
        <p className="quiet">
          {mailRhythm ? rhythmWords[mailRhythm] : ''} What you have read by then, or what no longer applies, is left
          out. Mail needs a mail server and your address.
        </p>
      </div>
    </aside>
  );
}
