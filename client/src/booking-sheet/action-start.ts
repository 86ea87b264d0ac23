import type { BookingActionName, BookingActionsFragment } from '../graphql/generated/graphql.ts';

/** What an action begins with: its panel, the deed itself, or the reason why it cannot be done. */
export type ActionStart = 'panel' | 'at-once' | { readonly refused: string };

export function actionStart(
  {
    actions,
    devicesNeeded,
    devicesAssigned,
  }: Pick<BookingActionsFragment, 'actions' | 'devicesNeeded' | 'devicesAssigned'>,
  name: BookingActionName,
): ActionStart {
  const offer = actions.find((action) => action.name === name);
  if (!offer?.allowed) return { refused: offer?.reason ?? 'This isn’t possible in its current state.' };
  // With devices still wanted it is worth a second look; otherwise nothing remains to be said.
  return name === 'CONFIRM' && devicesNeeded <= devicesAssigned ? 'at-once' : 'panel';
}
