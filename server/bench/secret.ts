/** The SECRET_KEY of every server that a bench starts: each knows the tokens of the others. */
export const secret = 'the secret of the bench';
