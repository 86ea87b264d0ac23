/** One of several states, each with what belongs to it. */
export type StateOf<States, S extends keyof States = keyof States> = {
  readonly [K in S]: States[K] & { readonly state: K };
}[S];

/** One of several events, each with what it tells. */
export type EventOf<Events, E extends keyof Events = keyof Events> = {
  readonly [K in E]: Events[K] & { readonly name: K };
}[E];

type Row<State, Events, Around, Step> = {
  readonly [E in keyof Events]: (state: State, event: EventOf<Events, E>, around: Around) => Step;
};

/** Says of each event in each state what follows: one that is new does not compile before it is thought of everywhere. */
export type TransitionTable<States, Events, Around, Step> = {
  readonly [S in keyof States]: Row<StateOf<States, S>, Events, Around, Step>;
};

/** Finds what follows. @param around what the machine goes by, and does not change */
export function follow<States, Events, Around, Step, S extends keyof States>(
  table: TransitionTable<States, Events, Around, Step>,
  state: StateOf<States, S>,
  event: EventOf<Events>,
  around: Around,
): Step {
  const row: Row<StateOf<States, S>, Events, Around, Step> = table[state.state];
  return followIn(row, state, event, around);
}

function followIn<State, Events, Around, Step, E extends keyof Events>(
  row: Row<State, Events, Around, Step>,
  state: State,
  event: EventOf<Events, E>,
  around: Around,
): Step {
  return row[event.name](state, event, around);
}
