import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { globalId, keyOfId, local, type Username } from '../../test/factories.ts';
import { callSeries, repeat } from '../../test/series-calls.ts';

const { facility, people } = await arrange({
  people: ['staff.tech', 'staff2.tech', 'room_boss'],
  now: local('2031-01-06', '09:00'),
});
const { 'staff.tech': staff, 'staff2.tech': colleague, room_boss: boss } = people;

function person(username: Username): string {
  return globalId('User', facility.userKeys[username]);
}
async function daily(day: string, more: Readonly<Record<string, unknown>> = {}) {
  const outcome = await repeat(staff, {
    startsAt: local(day, '08:00'),
    endsAt: local(day, '10:00'),
    rule: { frequency: 'DAILY', count: 4 },
    more,
  });
  return (outcome.bookings ?? []).map(({ id }) => id);
}
function handOver(caller: Caller, id = '', scope = 'ALL', to: Username = 'staff2.tech') {
  return callSeries(caller, 'handOverSeries', { bookingId: id, scope, toUserId: person(to) });
}
/** Who asks for each date, and for the rule. */
async function requesters(id = ''): Promise<string[]> {
  const { rows } = await facility.owner.query<{ name: string }>(
    `select u.username as name from bookings b join users u on u.id = b.requester_id where b.series_id = (select series_id from bookings where id = $1) order by b.starts_at`,
    [keyOfId(id)],
  );
  const {
    rows: [rule],
  } = await facility.owner.query<{ name: string }>(
    `select u.username as name from series s join users u on u.id = s.requester_id where s.id = (select series_id from bookings where id = $1)`,
    [keyOfId(id)],
  );
  return [...rows.map(({ name }) => name), rule?.name ?? ''];
}
const [mine, theirs] = ['staff.tech', 'staff2.tech'];

describe('a series', () => {
  it('is handed over from one date on, and its rule goes along with the last of what is open', async () => {
    const [first, second, third, fourth] = await daily('2031-02-03');
    expect(await handOver(staff, third, 'FOLLOWING')).toMatchObject({
      __typename: 'HandOverSeriesPayload',
      bookings: [{ id: third }, { id: fourth }],
      skipped: [],
    });
    expect(await requesters(first)).toEqual([mine, mine, theirs, theirs, mine]);
    // What is over stays whose it was.
    await call(staff, 'cancelBooking', { bookingId: second, reason: 'Off' });
    expect(await handOver(staff, first, 'ALL')).toMatchObject({
      bookings: [{ id: first }],
      skipped: [{ booking: { id: second } }, { booking: { id: third } }, { booking: { id: fourth } }],
    });
    expect(await requesters(first)).toEqual([theirs, mine, theirs, theirs, theirs]);
    expect(
      await callSeries(staff, 'cancelSeries', { bookingId: first, scope: 'ALL', reason: 'No longer mine' }),
    ).toMatchObject({ __typename: 'NotAllowedError' });
    expect(
      await callSeries(colleague, 'cancelSeries', { bookingId: first, scope: 'ALL', reason: 'Mine now' }),
    ).toMatchObject({ bookings: [{ id: first }, { id: third }, { id: fourth }] });
  });

  it('goes back whole with an undo, its rule as well', async () => {
    const [first] = await daily('2031-02-10');
    await handOver(staff, first);
    expect(await requesters(first)).toEqual([theirs, theirs, theirs, theirs, theirs]);
    expect(await call(staff, 'undoBookingChange', { bookingId: first })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await requesters(first)).toEqual([mine, mine, mine, mine, mine]);
  });

  it('lets who has taken it over put back a date that was left out, and asks for it in their name', async () => {
    const [first] = await daily('2031-02-17', { leaveOut: ['2031-02-18'] });
    const put = { bookingId: first, date: '2031-02-18' };
    expect(await callSeries(colleague, 'restoreSeriesDate', put)).toMatchObject({ __typename: 'NotAllowedError' });
    await handOver(staff, first);
    expect(await callSeries(staff, 'restoreSeriesDate', put)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await callSeries(colleague, 'restoreSeriesDate', put)).toMatchObject({ booking: { status: 'PENDING' } });
    expect(await requesters(first)).toEqual([theirs, theirs, theirs, theirs, theirs]);
  });

  it('is changed without the dates that a colleague asks for, and by the Room Boss with them', async () => {
    const [first, second] = await daily('2031-02-24');
    await call(staff, 'handOverBooking', { bookingId: second, toUserId: person('staff2.tech') });
    expect(
      await callSeries(staff, 'updateSeries', { bookingId: first, scope: 'ALL', clientName: 'Mine alone' }),
    ).toMatchObject({
      __typename: 'UpdateSeriesPayload',
      bookings: [{}, {}, {}],
      skipped: [{ booking: { id: second } }],
    });
    expect(await handOver(boss, first, 'ALL', 'training_facility_admin')).toMatchObject({ bookings: [{}, {}, {}, {}] });
    expect(new Set(await requesters(first))).toEqual(new Set(['training_facility_admin']));
  });

  it('goes to nobody who may not book, nor to who has it', async () => {
    const [first] = await daily('2031-03-03');
    for (const who of ['staff.training', 'viewer.tech', 'staff.tech'] as const)
      expect(await handOver(staff, first, 'ALL', who)).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: 'toUserId' }],
      });
    expect(await handOver(colleague, first)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await requesters(first)).toEqual([mine, mine, mine, mine, mine]);
  });
});
