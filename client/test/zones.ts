/** Summer time of an hour, of half an hour, and none: each with Sundays on which clocks change, or might, and the hours of these days. */
export const zones: readonly (readonly [zone: string, sundays: readonly (readonly [date: string, hours: number])[]])[] =
  [
    [
      'Europe/Vienna',
      [
        ['2026-03-29', 23],
        ['2026-10-25', 25],
      ],
    ],
    [
      'Australia/Lord_Howe',
      [
        ['2026-04-05', 24.5],
        ['2026-10-04', 23.5],
      ],
    ],
    ['Africa/Johannesburg', [['2026-03-29', 24]]],
  ];

/** A moment on the wall of a zone: `2026-11-17T07:30`, epoch milliseconds. */
export function onWall(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}
