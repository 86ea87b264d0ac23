import type { NotificationType } from '../graphql/generated/graphql.ts';

export type FeedFilter = {
  readonly unreadOnly: boolean;
  readonly types: readonly NotificationType[] | null;
};
