import { batched } from '../../platform/batched.ts';
import type { RequestContext } from '../../platform/context.ts';
import { statement, timestamptz, uuid } from '../../platform/database/statement.ts';

/** When something takes a device. Both causes are known to the database; who may know them is for the resolvers. */
export type DeviceSpan = {
  readonly deviceId: string;
  readonly startsAt: Date;
  /** Null for a downtime of which nobody knows the end. */
  readonly endsAt: Date | null;
  readonly assignmentId: string | null;
  readonly downtimeId: string | null;
};

const deviceSpans = statement(
  'deviceSpans',
  {
    deviceId: uuid,
    startsAt: timestamptz,
    endsAt: timestamptz.orNull,
    assignmentId: uuid.orNull,
    downtimeId: uuid.orNull,
  },
  `
  select o.device_id as "deviceId", lower(o.period) as "startsAt", upper(o.period) as "endsAt", o.assignment_id as "assignmentId", o.downtime_id as "downtimeId"
  from unnest($1::uuid[]) d (id) join device_occupancies o on o.device_id = d.id and o.period && tstzrange($2::timestamptz, $3::timestamptz)
  order by o.taken_from`,
);

type Window = { readonly from: Date; readonly to: Date };

/** What takes these devices in a window, whosever it is, in order. */
function findDeviceSpans(
  { db }: Pick<RequestContext, 'db'>,
  deviceIds: readonly string[],
  { from, to }: Window,
): Promise<DeviceSpan[]> {
  return db.run(deviceSpans([...deviceIds], from, to));
}

/** Keys are a window and a device: the devices of one window are read at once. */
const loadSpans = batched<DeviceSpan[]>(async (context, keys) => {
  const wanted = keys.map((key) => key.split(' ') as [from: string, to: string, deviceId: string]);
  const spans = new Map<string, DeviceSpan[]>();
  for (const [window, ofWindow] of Map.groupBy(wanted, ([from, to]) => `${from} ${to}`)) {
    const [[from, to] = ['', '']] = ofWindow;
    const found = await findDeviceSpans(
      context,
      ofWindow.map(([, , deviceId]) => deviceId),
      { from: new Date(from), to: new Date(to) },
    );
    for (const [deviceId, ofDevice] of Map.groupBy(found, (span) => span.deviceId))
      spans.set(`${window} ${deviceId}`, ofDevice);
  }
  return spans;
});

export async function spansOf(
  context: RequestContext,
  deviceId: string,
  { from, to }: Window,
): Promise<readonly DeviceSpan[]> {
  return (await loadSpans(context, `${from.toISOString()} ${to.toISOString()} ${deviceId}`)) ?? [];
}
