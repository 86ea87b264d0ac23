import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

type EarlierNoticeProps = {
  busy: boolean;
  mayOpen: boolean;
  onOpen(): void;
  onBookAsWell(): void;
};

/** An earlier try was saved although its answer never came, and the form says something else by now. */
export function EarlierNotice({ busy, mayOpen, onOpen, onBookAsWell }: EarlierNoticeProps) {
  return (
    <Notice
      tone="warning"
      title="Your earlier attempt was saved."
      actions={
        <>
          {mayOpen && (
            <Button busy={busy} onClick={onOpen}>
              <span>Open the saved booking</span>
            </Button>
          )}
          <Button busy={busy} onClick={onBookAsWell}>
            <span>Book this as well</span>
          </Button>
        </>
      }
    >
      The server’s answer was lost on the way. What you have changed since is not saved.
    </Notice>
  );
}
