import { Tool } from './tool.ts';

type Id = { id: string };

/** A category with devices of its own, and bookings that have some of them, made over the API. */
export class DeviceHouse {
  readonly #boss: Tool;
  readonly #it: Tool;
  readonly #categoryId: string;
  readonly #devices: ReadonlyMap<string, string>;

  private constructor(boss: Tool, it: Tool, categoryId: string, devices: ReadonlyMap<string, string>) {
    this.#boss = boss;
    this.#it = it;
    this.#categoryId = categoryId;
    this.#devices = devices;
  }

  static async of(url: string, category: string, serials: readonly string[]): Promise<DeviceHouse> {
    const [boss, it] = await Promise.all([Tool.of(url, 'room_boss'), Tool.of(url, 'it_boss')]);
    const made = await it.write<{ category: Id }>(
      'createDeviceCategory',
      'CreateDeviceCategoryInput',
      'category { id }',
      {
        name: category,
        kind: 'LAPTOP',
        lowStockThreshold: 0,
        accessories: [],
      },
    );
    const { devices } = await it.write<{ devices: (Id & { serialNumber: string })[] }>(
      'createDevices',
      'CreateDevicesInput',
      'devices { id serialNumber }',
      { devices: serials.map((serialNumber) => ({ serialNumber, name: serialNumber, categoryId: made.category.id })) },
    );
    return new DeviceHouse(
      boss,
      it,
      made.category.id,
      new Map(devices.map(({ id, serialNumber }) => [serialNumber, id])),
    );
  }

  /** A booking in a room of its own that has exactly these devices. Gives back its id. */
  async book(client: string, from: string, to: string, serials: readonly string[]): Promise<string> {
    const room = await this.#boss.newRoom(`Room of ${client}`);
    type Here = { rooms: (Id & { name: string })[]; viewer: { tenants: (Id & { code: string })[] } };
    const { rooms, viewer } = await this.#boss.query<Here>('{ rooms { id name } viewer { tenants { id code } } }');
    const { bookings } = await this.#boss.write<{ bookings: (Id & { deviceRequests: Id[] })[] }>(
      'createBookings',
      'CreateBookingsInput',
      'bookings { id deviceRequests { id } }',
      {
        clientName: client,
        clientContactPerson: 'P (sample)',
        clientEmail: 'p@client.example',
        clientPhone: '011 555 0100',
        numLearners: 8,
        numFacilitators: 1,
        tenantId: viewer.tenants.find(({ code }) => code === 'TECH')?.id,
        devices: [{ categoryId: this.#categoryId, quantity: serials.length }],
        segments: [{ startsAt: from, endsAt: to, roomId: rooms.find(({ name }) => name === room)?.id }],
      },
    );
    const [booking] = bookings;
    await this.#it.write('assignDevices', 'AssignDevicesInput', 'request { id }', {
      requestId: booking!.deviceRequests[0]!.id,
      deviceIds: serials.map((serial) => this.#devices.get(serial)),
    });
    return booking!.id;
  }

  /** The serial numbers that a booking has. */
  async devicesOf(bookingId: string): Promise<string[]> {
    type Found = { booking: { deviceRequests: { assignments: { device: { serialNumber: string } }[] }[] } };
    const query =
      'query ($id: ID!) { booking(id: $id) { deviceRequests { assignments { device { serialNumber } } } } }';
    const { booking } = await this.#boss.query<Found>(query, { id: bookingId });
    return booking.deviceRequests.flatMap(({ assignments }) => assignments.map(({ device }) => device.serialNumber));
  }
}
