import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { FormDraft } from './use-form-draft.ts';

type DraftNoticeProps = {
  of: Pick<FormDraft<unknown>, 'found' | 'discard'> & { readonly touched?: boolean };
  /** Leaves the form, where what stands in it can no longer be saved. */
  onLost?: (() => void) | undefined;
};

/** Says that what was typed before stands in the form again, or that it stands there for nothing. */
export function DraftNotice({ of: { found, touched, discard }, onLost }: DraftNoticeProps) {
  if (onLost && touched) {
    const leave = () => {
      discard();
      onLost();
    };
    return (
      <Notice
        tone="warning"
        title="What you typed can no longer be saved."
        actions={<Button onClick={leave}>Discard</Button>}
      >
        You can still read or copy it here until you discard it.
      </Notice>
    );
  }
  if (!found) return null;
  return (
    <Notice tone="info" title="Draft restored." actions={<Button onClick={discard}>Clear</Button>}>
      It is not saved yet.
    </Notice>
  );
}
