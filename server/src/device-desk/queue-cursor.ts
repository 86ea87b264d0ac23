import { rightsMark } from '../people/rights/rights-mark.ts';
import type { RequestContext } from '../platform/context.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';

const readSince = new WeakMap<RequestContext, Position>();

/** How far the stream was known before the first list was read: who follows from there misses nothing in between. */
export function cursorOfQueue(context: RequestContext): string {
  const position = readSince.get(context) ?? context.events.position;
  readSince.set(context, position);
  return context.cursors.write(position, context.viewer ? rightsMark(context.viewer) : '');
}
