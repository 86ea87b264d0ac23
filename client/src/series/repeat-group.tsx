import { Repeat } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { FormGroup } from '../forms/form-group.tsx';
import { utcInterval, type LocalInterval } from '../bookings/local-interval.ts';
import { failureWords } from '../graphql/failure-words.ts';
import { Notice } from '../ui/notice.tsx';
import { RepeatFields } from './repeat-fields.tsx';
import { ruleInput, type RepeatDraft } from './repeat-draft.ts';
import { SeriesDates } from './series-dates.tsx';
import { askingStanding, standingOf, type SeriesStanding } from './series-standing.ts';
import { useSeriesPreview } from './use-series-preview.ts';
import type { FieldErrors } from '../forms/field-errors.ts';
import './repeat-group.css';

export type RepeatGroupProps = {
  repeat: RepeatDraft;
  first: LocalInterval & { readonly roomId: string };
  /** Takes its rooms at once: a clash has to be decided. */
  direct: boolean;
  people: number;
  timeZone: string;
  errors: FieldErrors;
  /** Counts the refusals: what stands there is read again. */
  refusals: number;
  onChange(repeat: RepeatDraft): void;
  onStanding(seriesStanding: SeriesStanding): void;
};

const incompleteStanding: SeriesStanding = { ...askingStanding, reason: 'Choose how often it repeats and until when.' };

/** Shows how a booking repeats, and what each of its dates would meet: read while it is typed. */
export function RepeatGroup({
  repeat,
  first,
  direct,
  people,
  timeZone,
  errors,
  refusals,
  onChange,
  onStanding,
}: RepeatGroupProps) {
  const rule = ruleInput(repeat, first.from.date);
  const interval = utcInterval(first, timeZone);
  // What is wrong is said at its field; its dates are looked at once it is mended.
  const wrong = errors['rule.until'] ?? errors['segments.0.startsAt'] ?? errors['segments.0.endsAt'];
  const previewInput = rule &&
    interval &&
    wrong === undefined && {
      first: { ...interval, roomId: first.roomId || null },
      rule,
      attendees: Math.max(people, 1),
      rooms: Object.entries(repeat.rooms).map(([date, roomId]) => ({ date, roomId })),
    };
  const { preview, current, error, fetching, again } = useSeriesPreview(previewInput || null);
  const seriesStanding = useMemo(
    () =>
      wrong !== undefined
        ? { ...askingStanding, reason: wrong }
        : !previewInput
          ? incompleteStanding
          : !preview || !current
            ? askingStanding
            : standingOf(preview.words, preview.dates, repeat, direct),
    // What is wanted says the same when it is the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [wrong, !previewInput, preview, current, repeat, direct],
  );
  const problem = error && failureWords(error);

  useEffect(() => onStanding(seriesStanding), [seriesStanding, onStanding]);
  useEffect(() => {
    if (refusals > 0) again();
    // Only a refusal asks again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [refusals]);

  return (
    <FormGroup title="Repeat">
      <p className="repeat-words" role="status">
        <Repeat aria-hidden="true" />
        <span>{seriesStanding.words || 'Repeats'}</span>
      </p>
      <RepeatFields repeat={repeat} first={first.from.date} errors={errors} onChange={onChange} />
      {error && problem ? (
        <Notice tone="problem" title={ruleProblem(error) ?? problem.title}>
          {ruleProblem(error) ? null : problem.advice}
        </Notice>
      ) : (
        previewInput && (
          <SeriesDates
            dates={preview?.dates ?? []}
            repeat={repeat}
            direct={direct}
            timeZone={timeZone}
            waiting={!current && fetching}
            onChange={onChange}
          />
        )
      )}
    </FormGroup>
  );
}

/** Finds what the server says about the rule itself, without the path of the field. */
function ruleProblem({
  graphQLErrors,
}: {
  readonly graphQLErrors: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}): string | null {
  const [first] = graphQLErrors;
  return first?.extensions?.['code'] === 'BAD_USER_INPUT' ? first.message.replace(/^[\w.]+: /, '') : null;
}
