import type { Plan } from './plan.ts';
import { sampleRooms } from './rooms.ts';

const repairedRoom = 'Motivation';

/** Closes a room for a day and a half of next week, before anything else is planned, so that it is found closed. */
export function planRepair(plan: Plan): void {
  // The Wednesday of the calendar week after this one.
  const day = 10 - plan.days.weekday(0);
  const span = { startsAt: plan.days.at(day, '07:00'), endsAt: plan.days.at(day + 1, '13:00') };
  plan.wall.close(repairedRoom, span);
  plan.tell([
    {
      action: 'close',
      by: 'room_boss',
      at: plan.momentBefore(day, 10, 20),
      rooms: [repairedRoom],
      reason: 'Projector is being replaced (sample)',
      ...span,
    },
  ]);
}

/** Closes every room without a booking on a day some weeks ahead, as before a public holiday. */
export function planStocktaking(plan: Plan): void {
  const { days, wall } = plan;
  const options = [5, 6, 7].flatMap((week) =>
    [5, 1, 4].map((weekday) => {
      const day = plan.dayOf(week, weekday);
      const span = { startsAt: days.at(day, '00:00'), endsAt: days.at(day + 1, '00:00') };
      return {
        day,
        span,
        rooms: sampleRooms
          .filter(({ name, parts, longTerm }) => !parts && !longTerm && wall.isOpen(name, span))
          .map(({ name }) => name),
      };
    }),
  );
  const { day, span, rooms } = options.reduce((best, other) => (other.rooms.length > best.rooms.length ? other : best));
  for (const room of rooms) wall.close(room, span);
  plan.tell([
    {
      action: 'close',
      by: 'training_facility_admin',
      at: plan.momentBefore(day, 20, 40),
      rooms,
      reason: 'Stocktaking (sample)',
      ...span,
    },
  ]);
}
