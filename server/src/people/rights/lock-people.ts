import { statement } from '../../platform/database/statement.ts';

/** Until this transaction ends, no other one changes an account or its rights: taken before any other lock. */
const lockPeople = statement('lockPeople', {}, 'select from lock_people()');

/** Serialises changes of people in the whole installation. */
export const peopleQueue = { key: 'people', lock: lockPeople() };
