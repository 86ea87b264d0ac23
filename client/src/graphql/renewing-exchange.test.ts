import { Client, gql, makeResult, type Exchange, type Operation } from 'urql';
import { filter, map, pipe } from 'wonka';
import { describe, expect, it, vi } from 'vitest';
import { failureWords } from './failure-words.ts';
import { renewingExchange } from './renewing-exchange.ts';
import type { Renewal, Session } from './session.ts';

const Calendar = gql`
  query {
    calendar {
      cursor
    }
  }
`;
const Cancel = gql`
  mutation {
    cancelBooking {
      __typename
    }
  }
`;
const SignIn = gql`
  mutation {
    signIn {
      __typename
    }
  }
`;

const expired = { data: null, errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }] };
function notAllowed(field: string) {
  return { data: { [field]: { __typename: 'NotAllowedError' } } };
}

function door(renewal: Renewal, answer: (operation: Operation, times: number) => Parameters<typeof makeResult>[1]) {
  const session = { renew: vi.fn<() => Promise<Renewal>>(async () => renewal), end: vi.fn<() => void>() };
  const asked: Operation[] = [];
  const server: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      map((operation) => makeResult(operation, answer(operation, asked.push(operation)))),
    );
  const client = new Client({
    url: 'http://nowhere.invalid',
    exchanges: [renewingExchange(session as unknown as Session), server],
  });
  return { client, session, asked };
}

describe('a session that ran out', () => {
  it('is renewed, and what was asked is asked again', async () => {
    const { client, session, asked } = door('renewed', (_operation, times) =>
      times === 1 ? expired : { data: { calendar: { cursor: 'c' } } },
    );
    const { data, error } = await client.query(Calendar, {}).toPromise();
    expect(error).toBeUndefined();
    expect(data).toEqual({ calendar: { cursor: 'c' } });
    expect([session.renew.mock.calls.length, asked.length]).toEqual([1, 2]);
  });

  it('is recognised in the plain "not allowed" of a mutation', async () => {
    const { client, asked } = door('renewed', (_operation, times) =>
      times === 1 ? notAllowed('cancelBooking') : { data: { cancelBooking: { __typename: 'CancelBookingPayload' } } },
    );
    const { data } = await client.mutation(Cancel, {}).toPromise();
    expect(data).toEqual({ cancelBooking: { __typename: 'CancelBookingPayload' } });
    expect(asked).toHaveLength(2);
  });

  it('is not tried twice for one answer: a right that is missing stays missing', async () => {
    const { client, session, asked } = door('renewed', () => notAllowed('cancelBooking'));
    const { data } = await client.mutation(Cancel, {}).toPromise();
    expect(data).toEqual(notAllowed('cancelBooking').data);
    expect([session.renew.mock.calls.length, asked.length, session.end.mock.calls.length]).toEqual([1, 2, 0]);
  });

  it('that cannot be renewed is over, and the refusal is told', async () => {
    const { client, session } = door('ended', () => expired);
    const { error } = await client.query(Calendar, {}).toPromise();
    expect(error?.graphQLErrors[0]?.message).toBe('Sign in first.');
    expect(session.end).toHaveBeenCalledOnce();
  });

  it('is not over because the server cannot be reached', async () => {
    const { client, session } = door('unreachable', () => expired);
    await client.query(Calendar, {}).toPromise();
    expect(session.end).not.toHaveBeenCalled();
  });

  it('that is over is not told as a right that is missing, nor is a server that cannot be reached', async () => {
    for (const [renewal, words] of [
      ['ended', 'Your session has ended.'],
      ['unreachable', 'The server cannot be reached.'],
    ] as const) {
      const { client } = door(renewal, () => notAllowed('cancelBooking'));
      const { data, error } = await client.mutation(Cancel, {}).toPromise();
      expect(data).toBeUndefined();
      expect(error && failureWords(error)).toMatchObject({ title: words, again: true });
    }
  });

  it('has nothing to do with a wrong password', async () => {
    const { client, session } = door('renewed', () => notAllowed('signIn'));
    await client.mutation(SignIn, {}).toPromise();
    expect(session.renew).not.toHaveBeenCalled();
  });
});
