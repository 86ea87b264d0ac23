import { useState } from 'react';
import { discardDraftOf, formsWithDrafts } from '../forms/forms-with-drafts.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { formOf, typedActions, type SheetAction } from './actions/action-forms.ts';
import { labelOf } from './action-order.ts';

type TypedNotesProps = {
  booking: BookingDetailsFragment;
  onOpen(action: SheetAction): void;
};

/** Shows what was typed over a booking and stands in a form that is not open; also where its button is gone. */
export function TypedNotes({ booking, onOpen }: TypedNotesProps) {
  const userId = useHere().viewer.user.id;
  const [, setDiscarded] = useState(0);
  const { open, lost } = typedActions(userId, booking);
  return (
    <>
      {open.length > 0 && <p className="quiet">Unsaved: {open.map((name) => labelOf(name)).join(', ')}</p>}
      {lost.map((name) => (
        <Notice
          key={name}
          tone="warning"
          title={`What you typed into “${labelOf(name)}” can no longer be saved.`}
          actions={
            <>
              <Button onClick={() => onOpen(name)}>View</Button>
              <Button
                onClick={() => {
                  discardDraftOf(userId, formOf(name), booking.id);
                  setDiscarded((before) => before + 1);
                }}
              >
                Discard
              </Button>
            </>
          }
        >
          It is kept until you discard it.
        </Notice>
      ))}
    </>
  );
}

/** For a booking that is not to be seen any more: its forms cannot be shown, only forgotten. */
export function DiscardTyped({ id }: { id: string }) {
  const userId = useHere().viewer.user.id;
  const [, setDiscarded] = useState(0);
  const forms = formsWithDrafts(userId, id);
  if (forms.length === 0) return null;
  return (
    <Button
      onClick={() => {
        for (const form of forms) discardDraftOf(userId, form, id);
        setDiscarded((before) => before + 1);
      }}
    >
      Discard unsaved text
    </Button>
  );
}
