import { graphql } from '../graphql/generated/gql.ts';

graphql(`
  fragment UserRow on User {
    id
    username
    displayName
    email
    active
    invited
    lastSignInAt
    roles {
      role {
        name
        title
      }
      tenant {
        id
        code
      }
    }
  }
`);

graphql(`
  fragment LinkHandedOver on DeliveredPasswordLink {
    url
    mailedTo
    mailFailed
    expiresAt
  }
`);
