import type { Client as Socket, Sink, SubscribePayload } from 'graphql-ws';
import { makeErrorResult, makeResult, type Exchange, type Operation, type OperationResult } from 'urql';
import { expect, vi } from 'vitest';
import { filter, makeSubject, mergeMap, pipe, takeUntil } from 'wonka';
import type { Facility, Period, Random } from './facility-model.ts';

/** So much of the log the server remembers. */
const remembered = 60;

type StreamVariables = Period & { readonly id: string; readonly after?: string };

type Stream = {
  readonly payload: SubscribePayload;
  readonly sink: Sink;
  after: number;
  rights: number;
  /** What was sent and has not arrived. */
  wire: object[];
  isOpen: boolean;
};

/** Lines on which everything takes its time, on which answers are lost, and from which streams are cut. */
export class Network {
  readonly tasks: (() => void)[] = [];
  readonly streams = new Set<Stream>();
  readonly #facility: Facility;
  readonly #random: Random;

  constructor(facility: Facility, random: Random) {
    this.#facility = facility;
    this.#random = random;
  }

  readonly socket = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      const stream: Stream = { payload, sink, after: 0, rights: 0, wire: [], isOpen: true };
      this.#begin(stream);
      this.streams.add(stream);
      return () => {
        stream.isOpen = false;
        this.streams.delete(stream);
      };
    },
    terminate: () => undefined,
  } as unknown as Socket;

  #variables({ payload }: Stream): StreamVariables {
    return payload.variables as unknown as StreamVariables;
  }

  /** Asks the server to go on from a position; it refuses one that is too old, or of other rights. */
  #begin(stream: Stream): void {
    const { after } = this.#variables(stream);
    expect(after, 'a stream always begins after a position').toBeTypeOf('string');
    [stream.after, stream.rights] = after!.split(' ').map(Number) as [number, number];
    stream.wire = [];
    const refuse = (extensions: object) =>
      stream.wire.push({ data: null, errors: [{ message: 'refused', extensions }] });
    if (stream.rights !== this.#facility.rights) refuse({ code: 'CURSOR_INVALID', reason: 'RIGHTS_CHANGED' });
    else if (stream.after < this.#facility.log.length - remembered) refuse({ code: 'CURSOR_EXPIRED' });
  }

  /** The server reads what is new, and sends it. */
  pump(stream: Stream): void {
    if (stream.wire.some((message) => 'errors' in message)) return;
    const facility = this.#facility;
    const { id, ...period } = this.#variables(stream);
    if (id === undefined) {
      if (stream.rights !== facility.rights)
        this.#send(
          stream,
          'calendarChanged',
          facility.resent(period, stream.after, `${stream.after} ${stream.rights}`),
        );
      this.#send(stream, 'calendarChanged', facility.changesOf(period, stream.after));
    } else {
      const resent = {
        __typename: 'BookingChange',
        cursor: facility.cursorAt(stream.after),
        booking: facility.booking(id),
      };
      if (stream.rights !== facility.rights) this.#send(stream, 'bookingChanged', [resent]);
      this.#send(stream, 'bookingChanged', facility.changesOfBooking(id, stream.after));
    }
    stream.after = facility.log.length;
    stream.rights = facility.rights;
  }

  #send(stream: Stream, field: string, changes: readonly object[]): void {
    stream.wire.push(...changes.map((change) => ({ data: { [field]: change } })));
  }

  deliver(stream: Stream): void {
    const message = stream.wire.shift();
    if (message && stream.isOpen) stream.sink.next(message as never);
  }

  /** What was on the wire is lost, and the same payload is sent again: this is what graphql-ws does. */
  cut(stream: Stream): void {
    this.#begin(stream);
  }

  #answerTo({ kind, variables }: Operation): object {
    const { id, ...period } = variables as StreamVariables;
    if (kind === 'mutation') return { confirmBooking: this.#facility.touch(id) };
    return id === undefined ? { calendar: this.#facility.calendar(period) } : { booking: this.#facility.booking(id) };
  }

  readonly exchange: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query' || kind === 'mutation'),
      mergeMap((operation) => {
        const { source, next, complete } = makeSubject<OperationResult>();
        // The request travels, is read at one moment, and its answer travels back; that to a change may be lost.
        this.tasks.push(() => {
          const data = structuredClone(this.#answerTo(operation));
          const isLost = operation.kind === 'mutation' && this.#random() < 0.3;
          this.tasks.push(() => {
            next(isLost ? makeErrorResult(operation, new Error('no answer')) : makeResult(operation, { data }));
            complete();
          });
        });
        return pipe(
          source,
          takeUntil(
            pipe(
              operations,
              filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
            ),
          ),
        );
      }),
    );

  step(): void {
    const streams = [...this.streams];
    const stream = streams[Math.floor(this.#random() * streams.length)];
    const dice = this.#random();
    if (stream && dice < 0.35) this.pump(stream);
    else if (stream && dice < 0.7) this.deliver(stream);
    else if (stream && dice < 0.73) this.cut(stream);
    else if (stream && dice < 0.74) stream.sink.complete();
    else if (dice < 0.75) vi.advanceTimersByTime(3_000);
    else if (this.tasks.length > 0) this.tasks.splice(Math.floor(this.#random() * this.tasks.length), 1)[0]!();
  }

  /** Nothing is on its way that was sent under rights of before: what is only busy has no version to go by. */
  isEven(): boolean {
    return [...this.streams].every(({ rights, wire }) => rights === this.#facility.rights && wire.length === 0);
  }

  /** False once nothing is on its way any more. */
  drain(): boolean {
    vi.advanceTimersByTime(3_000);
    if (this.tasks.length > 0) return (this.tasks.shift()!(), true);
    for (const stream of this.streams) {
      this.pump(stream);
      if (stream.wire.length > 0) return (this.deliver(stream), true);
    }
    return false;
  }
}
