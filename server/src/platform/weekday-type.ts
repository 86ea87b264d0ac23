import { builder } from './builder.ts';
import { weekdays } from './facility-fields.ts';

export const Weekday = builder.enumType('Weekday', { values: weekdays });
