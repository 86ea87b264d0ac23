/** What one subscription of the page is doing; each is a column of SPEC.md. */
export type StreamState = 'waiting' | 'following' | 'retrying' | 'renewing' | 'reading anew' | 'refused' | 'left';

/** What can happen to it; each is a row of SPEC.md. */
export type StreamEvent =
  | 'may begin'
  | 'window read'
  | 'change'
  | 'heartbeat'
  | 'ended'
  | 'too old'
  | 'other rights'
  | 'other history'
  | 'signed out'
  | 'not allowed'
  | 'renewed'
  | 'session over'
  | 'time is up'
  | 'left';

export type StreamEffect =
  | 'begin'
  | 'move on'
  | 'tell'
  | 'try later'
  | 'read anew'
  | 'start over'
  | 'curtail'
  | 'renew';

/** The state that follows, and what is done on the way. */
type Cell = readonly [StreamState, ...StreamEffect[]];
type Column = Partial<Record<StreamEvent, Cell>>;

const begin: Cell = ['following', 'begin'];
const withoutStream: Column = { 'may begin': begin, 'window read': begin, left: ['left'] };

/** Says of each event what follows in which state; where nothing is said, nothing changes. */
export const streamTable: Record<StreamState, Column> = {
  waiting: withoutStream,
  following: {
    'window read': begin,
    change: ['following', 'move on', 'tell'],
    heartbeat: ['following', 'move on'],
    ended: ['retrying', 'try later'],
    'too old': ['reading anew', 'read anew'],
    'other rights': ['reading anew', 'curtail', 'read anew'],
    'other history': ['reading anew', 'start over', 'read anew'],
    'signed out': ['renewing', 'renew'],
    'not allowed': ['refused', 'tell'],
    left: ['left'],
  },
  retrying: { 'window read': begin, 'time is up': ['waiting'], left: ['left'] },
  renewing: { ...withoutStream, renewed: ['retrying', 'try later'], 'session over': ['waiting'] },
  'reading anew': withoutStream,
  refused: withoutStream,
  left: {},
};
