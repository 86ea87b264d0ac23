import { useState } from 'react';

/** What it was when somebody took hold of it, for as long as they hold it; else what it is. */
export function useStill<Value>(value: Value, held: boolean): Value {
  const [still, setStill] = useState(() => value);
  if (!held && still !== value) setStill(() => value);
  return held ? still : value;
}
