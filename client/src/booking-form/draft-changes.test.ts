import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { blankDraft, segmentOn, type BookingDraft } from './booking-draft.ts';
import { draftChanges } from './draft-changes.ts';
import { johannesburg } from '../../test/facility.ts';

const [first, second] = [segmentOn('2026-11-17', {}, johannesburg), segmentOn('2026-11-18', {}, johannesburg)];
const draft: BookingDraft = { ...blankDraft(first, 't'), segments: [first, second] };
const paths = ['clientName', 'offSite.phone', 'rule.count', 'segments.0.endsAt', 'segments.1.endsAt'];

/** What a change makes of the draft, and the paths of the fields that it touches. */
function outcomeOf(change: (changes: ReturnType<typeof draftChanges>) => void) {
  let outcome = { draft, touched: [] as string[] };
  const edit: Parameters<typeof draftChanges>[2] = (next, touches) => {
    outcome = { draft: next(draft), touched: paths.filter(touches) };
  };
  change(draftChanges(draft, johannesburg, edit));
  return outcome;
}

test('a change touches the fields that it is about, and no others', () => {
  expect(outcomeOf(({ changeBody }) => changeBody({ clientName: 'Khula' })).touched).toEqual(['clientName']);
  expect(outcomeOf(({ changeBody }) => changeBody({ offSite: null })).touched).toEqual(['offSite.phone']);
  expect(outcomeOf(({ changeRepeat }) => changeRepeat(null)).touched).toEqual(['rule.count']);
  expect(outcomeOf(({ changeSegment }) => changeSegment({ ...second, roomId: 'r' })).touched).toEqual([
    'segments.1.endsAt',
  ]);
});

test('that too many come is said anew of another room or more people', () => {
  const acknowledged = { ...draft, acknowledgeOverCapacity: true };
  const after = (change: (changes: ReturnType<typeof draftChanges>) => void) => {
    let outcome = acknowledged;
    change(draftChanges(acknowledged, johannesburg, (next) => (outcome = next(acknowledged))));
    return outcome.acknowledgeOverCapacity;
  };
  expect(after(({ changeSegment }) => changeSegment({ ...first, roomId: 'smaller' }))).toBe(false);
  expect(after(({ changeBody }) => changeBody({ numLearners: '40' }))).toBe(false);
  expect(after(({ changeBody }) => changeBody({ clientName: 'Khula' }))).toBe(true);
  expect(after(({ changeSegment }) => changeSegment({ ...first, note: 'Bring chairs' }))).toBe(true);
});

test('a time that comes or goes touches all times: those behind it have other numbers', () => {
  const removed = outcomeOf(({ removeSegment }) => removeSegment(first));
  expect(removed.draft.segments).toEqual([second]);
  expect(removed.touched).toEqual(['segments.0.endsAt', 'segments.1.endsAt']);
  const repeated = outcomeOf(({ repeatOnce }) => repeatOnce(first));
  expect(repeated.draft.segments.map(({ from }) => from.date)).toEqual(['2026-11-17', '2026-11-18', '2026-11-18']);
  expect(repeated.draft.segments[2]).toBe(second);
  expect(repeated.touched).toEqual(removed.touched);
});
