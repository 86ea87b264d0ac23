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
    if (done) toast({ text: `${room.name} retired. Its past bookings are kept.` });
    else if (refusal?.__typename === 'RoomInUseError') ahead.again();
  }
  async function takeIn() {
    const { done } = await coming.attempt({ input });
    if (done) toast({ text: `${room.name} can be booked again.` });
  }

  return (
    <section className="panel-fields room-standing" aria-label={room.active ? 'Retire room' : 'Reactivate room'}>
      <h3>{room.active ? 'Retire room' : 'Retired'}</h3>
      {!room.active && <p>It can’t be booked and calendars leave it out. Past bookings are kept.</p>}
      {room.active && <LiesAhead ahead={ahead} />}
      {trouble?.__typename === 'RoomInUseError' ? (
        <Notice tone="problem" title="It still has bookings.">
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
            label="Retire room"
            sure="Retire this room"
            busy={busy}
            disabled={use === undefined || use.count > 0}
            title={use && use.count > 0 ? 'It has upcoming bookings' : undefined}
            onSure={() => void takeOut()}
          />
        ) : (
          <Button busy={busy} onClick={() => void takeIn()}>
            <span>Reactivate room</span>
          </Button>
        )}
      </div>
    </section>
  );
}
