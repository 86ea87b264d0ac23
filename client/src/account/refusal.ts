import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment RefusedForTries on TooManyAttemptsError {
    message
    retryAfterMs
  }
`);

graphql(`
  fragment RefusedForOldPassword on PasswordMustBeSetError {
    message
  }
`);

graphql(`
  fragment RefusedForTokens on TooManyTokensError {
    message
  }
`);

graphql(`
  fragment RefusedLink on LinkVoidError {
    message
  }
`);
