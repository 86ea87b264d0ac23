import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStatusStore } from './live-status.ts';
import { openSocket } from './open-socket.ts';
import { Session } from './session.ts';

type Message = { readonly type: string; readonly payload?: object };

let lines: Line[];

/** A socket of the browser, and the server at its other end. */
class Line {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  /** Nothing arrives any more, and neither end is told. */
  isDead = false;
  readonly sent: Message[] = [];
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: ((event: { code: number; reason: string }) => void) | undefined;
  onerror: ((event: object) => void) | undefined;

  constructor() {
    lines.push(this);
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  send(text: string): void {
    const message = JSON.parse(text) as Message;
    this.sent.push(message);
    if (this.isDead) return;
    if (message.type === 'connection_init') this.say({ type: 'connection_ack' });
    if (message.type === 'ping') this.say({ type: 'pong' });
  }

  say(message: Message): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  close(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }
}

/** A page with one stream on a line that stands. */
async function open() {
  const session = new Session('http://nowhere.invalid');
  const onEnded = vi.fn<() => void>();
  session.onEnded(onEnded);
  const status = new LiveStatusStore();
  const socket = openSocket('ws://nowhere.invalid', session, status);
  socket.subscribe({ query: 'subscription { viewerChanged }' }, { next() {}, error() {}, complete() {} });
  await acceptLast();
  return { status, onEnded, state: () => status.read().state };
}

async function acceptLast(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  lines.at(-1)!.accept();
  await vi.advanceTimersByTimeAsync(0);
}
function sentOn(line: Line | undefined) {
  return line?.sent.map(({ type }) => type);
}
function renewalIs(__typename: string) {
  vi.stubGlobal('fetch', async () => Response.json({ data: { refreshSession: { __typename } } }));
}

beforeEach(() => {
  lines = [];
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a line', () => {
  it('that is gone is opened again, however often that fails, and its streams are sent again', async () => {
    const { state } = await open();
    for (let times = 1; times <= 8; times++) {
      lines.at(-1)!.close(1006);
      await vi.advanceTimersByTimeAsync(15_000);
      expect([lines.length, state()]).toEqual([1 + times, 'offline']);
    }
    await acceptLast();
    expect([sentOn(lines.at(-1)), state()]).toEqual([['connection_init', 'subscribe'], 'catching-up']);
  });

  it('that is gone is opened again as soon as the network is back', async () => {
    await open();
    lines[0]!.close(1006);
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toHaveLength(1);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toHaveLength(2);
  });

  it('that does not answer is cut and opened again', async () => {
    const { state } = await open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([lines.length, state()]).toEqual([1, 'live']);
    lines[0]!.isDead = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect([lines.length, state()]).toEqual([2, 'offline']);
  });

  it('whose token ran out is opened again at once with another', async () => {
    renewalIs('RefreshSessionPayload');
    const { onEnded } = await open();
    lines[0]!.close(4403);
    await vi.advanceTimersByTimeAsync(0);
    expect([lines.length, onEnded.mock.calls.length]).toEqual([2, 0]);
  });

  it('whose session is over says so, and comes back in its time', async () => {
    renewalIs('NotAllowedError');
    const { onEnded } = await open();
    lines[0]!.close(4403);
    await vi.advanceTimersByTimeAsync(0);
    expect([lines.length, onEnded.mock.calls.length]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([lines.length, onEnded.mock.calls.length]).toEqual([2, 1]);
  });
});
