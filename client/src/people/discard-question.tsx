import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { Button } from '../ui/button.tsx';
import { Dialog, useCloseDialog } from '../ui/dialog.tsx';
import './sign-in-again.css';

const signingOutWords = {
  title: 'Sign out?',
  words: 'Unsaved text will be discarded when you sign out.',
  leave: 'Discard it and sign out',
};

/** Asks whether what was typed in this tab may be discarded. */
export function askToDiscard(question = signingOutWords): Promise<boolean> {
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  return new Promise((resolve) => {
    let isConfirmed = false;
    const close = () => {
      root.unmount();
      resolve(isConfirmed);
    };
    root.render(
      <Dialog label={question.title} className="sign-in-again" onClose={close}>
        <Question {...question} onDiscard={() => (isConfirmed = true)} />
      </Dialog>,
    );
  });
}

function Question({ title, words, leave, onDiscard }: typeof signingOutWords & { onDiscard(): void }) {
  const close = useCloseDialog();
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  return (
    <div className="sign-in-again-body">
      <h2>{title}</h2>
      <p>{words}</p>
      <div className="sign-in-again-ways">
        <Button
          look="danger"
          onClick={() => {
            onDiscard();
            close();
          }}
        >
          {leave}
        </Button>
        <Button ref={stay} onClick={close}>
          Stay
        </Button>
      </div>
    </div>
  );
}
