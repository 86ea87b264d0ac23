import { SureButton } from '../forms/sure-button.tsx';
import { RefusedNotice } from '../forms/refused-notice.tsx';
import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { LiesAhead } from './lies-ahead.tsx';
import type { useRoomUse } from './use-room-use.ts';

const DeactivateRoom = graphql(`
  mutation DeactivateRoom($input: RoomRefInput!) {
    deactivateRoom(input: $input) {
      __typename
      ... on DeactivateRoomPayload {
        room {
          ...RoomRow
        }
      }
      ...Refused
    }
  }
`);

const ReactivateRoom = graphql(`
  mutation ReactivateRoom($input: RoomRefInput!) {
    reactivateRoom(input: $input) {
      __typename
      ... on ReactivateRoomPayload {
        room {
          ...RoomRow
        }
      }
      ...Refused
    }
  }
`);

type RoomStandingProps = {
  room: RoomRowFragment;
  ahead: ReturnType<typeof useRoomUse>;
};

/** Shows whether a room can be booked at all; and, before it is taken out of use, what would stand in the way of that. */
export function RoomStanding({ room, ahead }: RoomStandingProps) {
  const toast = useToast();
  const leaving = useAttempt(DeactivateRoom, 'deactivateRoom');
  const coming = useAttempt(ReactivateRoom, 'reactivateRoom');
  const { busy, trouble } = room.active ? leaving : coming;
  const { use } = ahead;
  const input = { roomId: room.id };

  async function takeOut() {
    const { done, refusal } = await leaving.attempt({ input });
    if (done) toast({ text: `${room.name} is out of use. It keeps its history, and its place in the list.` });
    else if (refusal?.__typename === 'RoomInUseError') ahead.again();
  }
  async function takeIn() {
    const { done } = await coming.attempt({ input });
    if (done) toast({ text: `${room.name} can be booked again.` });
  }

  return (
    <section className="panel-fields room-standing" aria-label={room.active ? 'Take out of use' : 'Take into use'}>
      <h3>{room.active ? 'Take out of use' : 'Out of use'}</h3>
      {!room.active && <p>Nothing can be booked in it, and calendars leave it out. What was booked stays told.</p>}
      {room.active && <LiesAhead ahead={ahead} />}
      {trouble?.__typename === 'RoomInUseError' ? (
        <Notice tone="problem" title="It is still in use.">
          {trouble.message}
        </Notice>
      ) : (
        trouble && (
          <RefusedNotice trouble={trouble} busy={busy} onRetry={() => void (room.active ? takeOut() : takeIn())} />
        )
      )}
      <div>
        {room.active ? (
          <SureButton
            label="Take out of use"
            sure="Take it out of use"
            busy={busy}
            disabled={use === undefined || use.count > 0}
            title={use && use.count > 0 ? 'Bookings lie ahead in it' : undefined}
            onSure={() => void takeOut()}
          />
        ) : (
          <Button busy={busy} onClick={() => void takeIn()}>
            <span>Take into use again</span>
          </Button>
        )}
      </div>
    </section>
  );
}
