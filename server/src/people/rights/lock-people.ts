import { statement } from '../../platform/database/statement.ts';

/** From here on nobody's account or rights change but by this transaction: taken before any other lock. */
const lockPeople = statement('lockPeople', {}, 'select from lock_people()');

/** Changes of people, one after another in the whole installation. */
export const peopleQueue = { key: 'people', lock: lockPeople() };
