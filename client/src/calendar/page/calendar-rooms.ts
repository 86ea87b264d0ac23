import { graphql } from '../../graphql/generated/gql.ts';

export const RoomsOfCalendar = graphql(`
  query RoomsOfCalendar {
    rooms {
      ...RoomRow
    }
  }
`);
