import { isAbout, type BodyChange } from '../bookings/booking-body.ts';
import type { DeviceLine } from '../bookings/device-lines.ts';
import type { RepeatDraft } from '../series/repeat-draft.ts';
import type { OpeningHours } from '../time/day.ts';
import { nextSegment, repeatSegment, withReturnInTime, type BookingDraft, type SegmentDraft } from './booking-draft.ts';

/** Changes a draft; `touches` tells the paths of the fields that have changed with it. */
type Edit = (change: (draft: BookingDraft) => BookingDraft, touches: (path: string) => boolean) => void;

/** That too many come was said of one room and so many people: it says nothing of others. */
const notAcknowledged = { acknowledgeOverCapacity: false } as const;

/** Everything that can be done to a draft, with the fields that change with it. */
export function draftChanges({ segments }: BookingDraft, hours: OpeningHours, edit: Edit) {
  return {
    changeBody: (next: BodyChange) =>
      edit((draft) => {
        const isOfPeople = 'numLearners' in next || 'numFacilitators' in next;
        return { ...draft, ...(isOfPeople ? notAcknowledged : {}), body: { ...draft.body, ...next } };
      }, isAbout(next)),
    changeDevices: (devices: readonly DeviceLine[]) =>
      edit(
        (draft) => ({ ...draft, devices }),
        (path) => path.startsWith('devices.'),
      ),
    changeDraft: (next: Partial<Pick<BookingDraft, 'tenantId' | 'kind' | 'acknowledgeOverCapacity'>>) =>
      edit(
        (draft) => ({ ...draft, ...next }),
        (path) => path in next,
      ),
    changeRepeat: (repeat: RepeatDraft | null) =>
      edit(
        (draft) => ({ ...draft, repeat }),
        (path) => path.startsWith('rule.') || path.startsWith('dates.'),
      ),
    changeSegment: (segment: SegmentDraft) => {
      const index = segments.findIndex(({ id }) => id === segment.id);
      edit(
        (draft) => {
          const isOtherRoom = draft.segments[index]?.roomId !== segment.roomId;
          return withReturnInTime({
            ...draft,
            ...(isOtherRoom ? notAcknowledged : {}),
            segments: draft.segments.with(index, segment),
          });
        },
        (path) => path.startsWith(`segments.${index}.`),
      );
    },
    repeatOnce: (segment: SegmentDraft) => {
      const index = segments.indexOf(segment);
      edit(
        (draft) =>
          withReturnInTime({
            ...draft,
            segments: draft.segments.toSpliced(index + 1, 0, repeatSegment(segment, hours)),
          }),
        isOfSegments,
      );
    },
    addSegment: () =>
      edit(
        (draft) => withReturnInTime({ ...draft, segments: [...draft.segments, nextSegment(draft.segments, hours)] }),
        isOfSegments,
      ),
    removeSegment: (segment: SegmentDraft) =>
      edit((draft) => ({ ...draft, segments: draft.segments.filter(({ id }) => id !== segment.id) }), isOfSegments),
  };
}

/** Behind the one that went or came, all have other numbers. */
function isOfSegments(path: string): boolean {
  return path.startsWith('segments.');
}
