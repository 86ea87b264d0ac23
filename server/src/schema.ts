import './platform/scalars.ts';
import './platform/error-types.ts';
import './people/schema.ts';
import './resources/schema.ts';
import './bookings/schema.ts';
import { builder } from './platform/builder.ts';

export const schema = builder.toSchema();
