// The laws of the house (CONTRIBUTING.md, "The laws") that a linter can see, as rules for oxlint. They speak of folders, so that
// a new feature obeys them without a line here. server/test/import-laws.test.ts proves that each one bites.
import {
  clientImportsRunDownhill,
  graphqlStaysAtTheDoor,
  importsRunDownhill,
  locksHaveOneCaller,
  schemaIsTheOnlyBridge,
  uiAndTimeKnowNoFeature,
  writesGoUnderLocks,
} from './floors.ts';
import { formsAreListed } from './forms-are-listed.ts';
import { oneDialect } from './one-dialect.ts';
import { plainWords } from './plain-words.ts';
import { boundsHaveRows, namesSaySomething, noBarrels, oneClock, oneDoorToPostgres } from './one-place.ts';

const plugin = {
  meta: { name: 'house' },
  rules: {
    'imports-run-downhill': importsRunDownhill,
    'client-imports-run-downhill': clientImportsRunDownhill,
    'locks-have-one-caller': locksHaveOneCaller,
    'writes-go-under-locks': writesGoUnderLocks,
    'one-door-to-postgres': oneDoorToPostgres,
    'graphql-stays-at-the-door': graphqlStaysAtTheDoor,
    'schema-is-the-only-bridge': schemaIsTheOnlyBridge,
    'ui-and-time-know-no-feature': uiAndTimeKnowNoFeature,
    'one-clock': oneClock,
    'one-dialect': oneDialect,
    'bounds-have-rows': boundsHaveRows,
    'no-barrels': noBarrels,
    'forms-are-listed': formsAreListed,
    'plain-words': plainWords,
    'names-say-something': namesSaySomething,
  },
};
export default plugin;
