import { useMemo, useRef, type FormEvent } from 'react';
import { fieldErrors, strayErrors, type FieldErrors } from '../forms/field-errors.ts';
import { RefusedNotice, type CommonTrouble } from '../forms/refused-notice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { alsoOnDiscard, useSimpleDraft } from '../forms/use-form-draft.ts';
import { DraftNotice } from '../forms/draft-notice.tsx';
import { useEscape, useFormOutcome } from '../forms/use-form-outcome.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { useHere } from '../people/here.tsx';
import { now } from '../time/now.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { rightsHeldBy } from '../access/right-words.ts';
import { ScopeTicks } from './scope-ticks.tsx';

const CreateToken = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) {
      __typename
      ... on CreateTokenPayload {
        text
        token {
          ...OwnToken
        }
      }
      ...Refused
    }
  }
`);

const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
] as const;

const dayMs = 86_400_000;
const shownFields: readonly string[] = ['name'];

type TokenDraft = {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: (typeof lifetimes)[number]['value'];
};

const blankToken: TokenDraft = { name: '', scopes: [], days: '30' };

/** Finds what is missing before anybody is asked. */
function mistakesIn(name: string, scopes: ReadonlySet<string>): FieldErrors {
  return {
    ...(name.trim() === '' ? { name: 'Enter a name, so that you recognise the tool later.' } : {}),
    ...(scopes.size === 0 ? { scopes: 'Select at least one permission.' } : {}),
  };
}

type NewTokenProps = {
  onBack(): void;
  /** `text` is the token itself. */
  onMade(name: string, text: string): void;
};

export function NewToken({ onBack, onMade }: NewTokenProps) {
  const { viewer } = useHere();
  const { attempt, busy, trouble, clear } = useAttempt(CreateToken, 'createToken');
  const groups = useMemo(() => rightsHeldBy(viewer), [viewer]);
  const formDraft = useSimpleDraft('new-token', '', blankToken);
  const { name, days } = formDraft.draft;
  // A right that was lost since it was ticked is not asked for.
  const scopes = new Set(
    groups.flatMap(({ rights }) =>
      rights.flatMap(({ right }) => (formDraft.draft.scopes.includes(right) ? [right] : [])),
    ),
  );
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const { errors, mistakes, check, withdraw, forget } = useFieldErrors(trouble, clear);
  const sending = useFormOutcome({ form, place, errors, trouble });
  useEscape(form, onBack);

  async function send() {
    const mayBeSent = check(mistakesIn(name, scopes));
    sending();
    if (!mayBeSent) return;
    const expiresAt = new Date(now() + Number(days) * dayMs).toISOString();
    const { done } = await attempt({ input: { name: name.trim(), scopes: [...scopes], expiresAt } });
    if (!done) return;
    formDraft.discard();
    onMade(done.token.name, done.text);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  function tick(right: string, on: boolean) {
    withdraw(() => true);
    formDraft.edit((before) => ({
      ...before,
      scopes: on ? [...before.scopes, right] : before.scopes.filter((other) => other !== right),
    }));
  }

  return (
    <form
      ref={form}
      className="account-form account-more"
      data-form={formDraft.form}
      aria-label="New token"
      noValidate
      onSubmit={submit}
    >
      <DraftNotice of={alsoOnDiscard(formDraft, forget)} />
      <TextField
        name="name"
        label="Name"
        required
        autoFocus
        maxLength={100}
        value={name}
        error={errors['name']}
        hint="The tool, or what it does."
        onChange={(next) => formDraft.edit((before) => ({ ...before, name: next }))}
      />
      <ScopeTicks groups={groups} scopes={scopes} error={mistakes['scopes']} onTick={tick} />
      <div>
        <p className="scope-head" aria-hidden="true">
          Expires after
        </p>
        <Segmented
          label="Expires after"
          options={lifetimes}
          value={days}
          onChange={(next) => formDraft.edit((before) => ({ ...before, days: next }))}
        />
      </div>
      <div ref={place}>{trouble && <TokenTrouble trouble={trouble} busy={busy} onRetry={() => void send()} />}</div>
      <div className="account-buttons">
        <Button look="primary" type="submit" busy={busy}>
          <span>Create token</span>
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}

type TokenTroubleProps = {
  trouble: CommonTrouble | { readonly __typename: 'TooManyTokensError'; readonly message: string };
  busy: boolean;
  onRetry(): void;
};

/** Shows why there is no token. */
function TokenTrouble({ trouble, busy, onRetry }: TokenTroubleProps) {
  if (trouble.__typename !== 'TooManyTokensError')
    return (
      <RefusedNotice
        trouble={trouble}
        stray={strayErrors(fieldErrors(trouble), shownFields)}
        busy={busy}
        onRetry={onRetry}
      />
    );
  return (
    <Notice tone="problem" title="You have too many tokens.">
      {trouble.message}
    </Notice>
  );
}
