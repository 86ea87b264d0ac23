import type { DeviceMove } from '../../generated/prisma/client.ts';
import { byKey } from '../../platform/batched.ts';
import type { RequestContext } from '../../platform/context.ts';
import { statement, text, uuid } from '../../platform/database/statement.ts';
import { pageOfListed, pageValues, type Placed, type PlacedPage } from '../../platform/placed-page.ts';

type PlacedMove = DeviceMove & Placed;

const movesOfDevice = statement(
  'movesOfDevice',
  { id: uuid, listPlace: text },
  `
  with listed as (
    select m.id, lpad((9223372036854775807 - m.sequence)::text, 19, '0') collate "C" as place from device_moves m where m.device_id = $5::uuid
  )${pageOfListed}`,
);

/** What a device went through, newest first. */
export async function findMovesOfDevice(
  { db }: Pick<RequestContext, 'db'>,
  deviceId: string,
  page: PlacedPage,
): Promise<PlacedMove[]> {
  const places = await db.run(movesOfDevice(...pageValues(page), deviceId));
  const moves = byKey(await db.prisma.deviceMove.findMany({ where: { id: { in: places.map(({ id }) => id) } } }));
  return places.flatMap(({ id, listPlace }) => {
    const move = moves.get(id);
    return move ? { ...move, listPlace } : [];
  });
}
