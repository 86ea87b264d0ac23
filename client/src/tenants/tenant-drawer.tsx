import { DrawerForm } from '../forms/drawer-form.tsx';
import { strayErrors } from '../forms/field-errors.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { DrawerHead } from '../forms/drawer-head.tsx';
import { useToast } from '../ui/toaster.tsx';

const CreateTenant = graphql(`
  mutation CreateTenant($input: CreateTenantInput!) {
    createTenant(input: $input) {
      __typename
      ... on CreateTenantPayload {
        tenant {
          id
          code
          name
        }
      }
      ...Refused
    }
  }
`);

const UpdateTenant = graphql(`
  mutation UpdateTenant($input: UpdateTenantInput!) {
    updateTenant(input: $input) {
      __typename
      ... on UpdateTenantPayload {
        tenant {
          id
          code
          name
        }
      }
      ...Refused
    }
  }
`);

/** Only what was changed, so that what others change shows through. */
const unchangedTenant: { readonly code?: string; readonly name?: string } = {};

const shownFields: readonly string[] = ['code', 'name'];

type TenantDrawerProps = {
  /** Null for a new one. */
  tenant: { readonly id: string; readonly code: string; readonly name: string } | null;
  onSaved(): void;
  onClose(): void;
};

export function TenantDrawer({ tenant, onSaved, onClose }: TenantDrawerProps) {
  const toast = useToast();
  const creating = useAttempt(CreateTenant, 'createTenant');
  const updating = useAttempt(UpdateTenant, 'updateTenant');
  const formDraft = useSimpleDraft('division', tenant?.id ?? '', unchangedTenant);
  const { code = tenant?.code ?? '', name = tenant?.name ?? '' } = formDraft.draft;
  const { busy, trouble } = tenant ? updating : creating;
  const { errors } = useFieldErrors(trouble);
  const unchanged = code.trim() === tenant?.code && name.trim() === tenant.name;
  const title = tenant ? `Change ${tenant.code}` : 'New division';

  async function send() {
    const input = { code: code.trim(), name: name.trim() };
    const { done } = tenant
      ? await updating.attempt({ input: { tenantId: tenant.id, ...input } })
      : await creating.attempt({ input });
    if (!done) return;
    formDraft.discard();
    toast({ text: tenant ? `Division ${done.tenant.code} saved.` : `Division ${done.tenant.code} added.` });
    onSaved();
    onClose();
  }

  return (
    <aside className="drawer" aria-label={title}>
      <DrawerHead onClose={onClose}>
        <h2>{title}</h2>
      </DrawerHead>
      <DrawerForm
        of={formDraft}
        title="Code and name"
        submit={tenant ? 'Save' : 'Add division'}
        busy={busy}
        idle={unchanged || code.trim() === '' || name.trim() === ''}
        trouble={trouble}
        errors={errors}
        onSubmit={() => void send()}
        onBack={onClose}
        messages={
          trouble && (
            <RefusedNotice
              trouble={trouble}
              stray={strayErrors(errors, shownFields)}
              busy={busy}
              onRetry={() => void send()}
            />
          )
        }
      >
        <TextField
          name="code"
          label="Code"
          required
          maxLength={20}
          spellCheck={false}
          value={code}
          error={errors['code']}
          hint="Short, as on the calendar: capital letters, digits, _ and -"
          onChange={(next) => formDraft.edit((before) => ({ ...before, code: next.toUpperCase() }))}
        />
        <TextField
          name="name"
          label="Name"
          required
          maxLength={100}
          value={name}
          error={errors['name']}
          onChange={(next) => formDraft.edit((before) => ({ ...before, name: next }))}
        />
      </DrawerForm>
    </aside>
  );
}
