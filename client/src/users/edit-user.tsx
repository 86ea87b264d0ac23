import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import type { UserRowFragment } from '../graphql/generated/graphql.ts';
import { useToast } from '../ui/toaster.tsx';
import { PeopleTrouble } from './people-trouble.tsx';
import { UpdateUser } from './update-user.ts';

/** Only what was changed, so that what others change shows through. */
const unchangedPerson: { readonly displayName?: string; readonly email?: string } = {};

const shownFields: readonly string[] = ['displayName', 'email'];

export function EditUser({ user, onDone }: { user: UserRowFragment; onDone(): void }) {
  const toast = useToast();
  const { attempt, busy, trouble } = useAttempt(UpdateUser, 'updateUser');
  const formDraft = useSimpleDraft('edit-person', user.id, unchangedPerson);
  const { displayName: name = user.displayName, email = user.email ?? '' } = formDraft.draft;
  const { errors } = useFieldErrors(trouble);
  const change = {
    ...(name.trim() === user.displayName ? {} : { displayName: name.trim() }),
    ...(email.trim() === (user.email ?? '') ? {} : { email: email.trim() || null }),
  };

  async function send() {
    const { done } = await attempt({ input: { userId: user.id, ...change } });
    if (!done) return;
    formDraft.discard();
    toast({ text: `${done.user.displayName} saved.` });
    onDone();
  }

  return (
    <DrawerForm
      of={formDraft}
      title="Name and e-mail"
      submit="Save"
      busy={busy}
      idle={Object.keys(change).length === 0 || name.trim() === ''}
      trouble={trouble}
      errors={errors}
      onSubmit={() => void send()}
      onBack={onDone}
      messages={
        <PeopleTrouble
          trouble={trouble}
          stray={strayErrors(errors, shownFields)}
          busy={busy}
          onRetry={() => void send()}
        />
      }
    >
      <TextField
        name="displayName"
        label="Name"
        required
        maxLength={100}
        value={name}
        error={errors['displayName']}
        onChange={(displayName) => formDraft.edit((before) => ({ ...before, displayName }))}
      />
      <TextField
        name="email"
        label="E-mail"
        type="email"
        value={email}
        error={errors['email']}
        hint="The old address gets an e-mail, and unused links stop working."
        onChange={(next) => formDraft.edit((before) => ({ ...before, email: next }))}
      />
    </DrawerForm>
  );
}
