/** The same on all servers of a test, so that each knows the tokens and cursors of the others. */
export const secret = 'a-secret-key-for-tests-only';
