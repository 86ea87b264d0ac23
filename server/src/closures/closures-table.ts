import { integer, text, timestamptz, uuid, uuids } from '../platform/database/statement.ts';
import { table } from '../platform/database/table.ts';

export const closuresTable = table('closures', {
  id: uuid,
  version: integer,
  roomIds: uuids,
  startsAt: timestamptz,
  endsAt: timestamptz,
  reason: text,
  createdById: uuid,
  createdAt: timestamptz,
});
