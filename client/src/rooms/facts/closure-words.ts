import { graphql } from '../../graphql/generated/gql.ts';

graphql(`
  fragment ClosureFacts on Closure {
    id
    version
    rooms {
      id
      name
    }
    startsAt
    endsAt
    reason
    closedBy
  }
`);

export function closedWords({ reason }: { readonly reason: string }): string {
  return `Closed: ${reason}`;
}

/** `Motivation`, `Ambition, Courage`, or, of more than `most`, how many. */
export function roomsWords(rooms: readonly { readonly name: string }[], most = 3): string {
  return rooms.length > most ? `${rooms.length} rooms` : rooms.map(({ name }) => name).join(', ');
}
