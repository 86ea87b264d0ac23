import { inputBounds } from '../platform/limit-row.ts';

export const seriesBounds = inputBounds({
  seriesDates: {
    value: 200,
    unit: 'dates of a series',
    reason: 'Each is a booking of its own, made in one transaction.',
  },
  seriesStep: {
    value: 99,
    unit: 'days, weeks or months from one date of a series to the next',
    reason: 'More was mistyped.',
  },
  weekday: { value: 7, unit: 'number of a weekday', reason: 'A week has seven days.' },
});
