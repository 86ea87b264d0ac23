/** Where a device is taken that somebody wanted. */
export type DeviceClash = {
  readonly deviceId: string;
  readonly startsAt: Date;
  /** Null where nobody knows when it is back. */
  readonly endsAt: Date | null;
  /** Null for a downtime, and for a booking that is not the viewer's to see. */
  readonly bookingId: string | null;
};

/** `no_overlapping_device_assignments`, `one_hand_at_a_time`, `device_once_a_booking`: a device is taken at that time. */
export class DeviceTakenError extends Error {
  readonly clashes: readonly DeviceClash[];
  /** The devices that are taken, each once. */
  readonly deviceIds: readonly string[];
  /** What is free instead. */
  readonly alternativeIds: readonly string[];
  constructor({
    deviceIds,
    clashes = [],
    alternativeIds = [],
    message,
  }: {
    readonly deviceIds: readonly string[];
    readonly clashes?: readonly DeviceClash[];
    readonly alternativeIds?: readonly string[];
    readonly message?: string;
  }) {
    super(
      message ??
        `${deviceIds.length === 1 ? 'A device is' : `${deviceIds.length} devices are`} taken at that time. Nothing was saved; ${alternativeIds.length > 0 ? 'choose one of those that are free' : 'choose other devices'}, or another time.`,
    );
    this.name = 'DeviceTakenError';
    this.deviceIds = [...new Set(deviceIds)];
    this.clashes = clashes;
    this.alternativeIds = alternativeIds;
  }
}

export type UnfitDevice = { readonly deviceId: string; readonly reason: string };

/** `device_fits_its_request`, `retired_devices_stay_free`, `devices_in_maintenance_stay_in`: not these devices. */
export class DeviceUnfitError extends Error {
  readonly devices: readonly UnfitDevice[];
  constructor(devices: readonly UnfitDevice[]) {
    super(
      `${devices.length === 1 ? 'A device' : `${devices.length} devices`} cannot be used for this. Nothing was saved; leave ${devices.length === 1 ? 'it' : 'them'} out, or choose others.`,
    );
    this.name = 'DeviceUnfitError';
    this.devices = devices;
  }
}

/** `no_more_than_requested`: nobody wants so many. */
export class RequestFilledError extends Error {
  readonly requestId: string;
  constructor(
    requestId: string,
    message = 'That is more than is wanted. Nothing was saved; assign fewer, or raise the number that is wanted.',
  ) {
    super(message);
    this.name = 'RequestFilledError';
    this.requestId = requestId;
  }
}

/** `planned_devices_stay_active`, `no_downtime_in_a_hand`, `released_before_handed_out`: plans are in the way. */
export class DeviceInUseError extends Error {
  readonly assignmentIds: readonly string[];
  constructor(
    assignmentIds: readonly string[],
    message = 'Devices are planned or handed out. Nothing was saved; take them back or release their plans first.',
  ) {
    super(message);
    this.name = 'DeviceInUseError';
    this.assignmentIds = assignmentIds;
  }
}

/** What a stale version belongs to. */
export type DeviceDataType = 'Device' | 'DeviceCategory' | 'DeviceRequest' | 'Rental' | 'Booking';

/** Somebody changed it since the caller read it. */
export class StaleDeviceDataError extends Error {
  readonly nodeType: DeviceDataType;
  readonly key: string;
  constructor(nodeType: DeviceDataType, key: string) {
    super('This was changed since you opened it. Check it as it is now, and try again.');
    this.name = 'StaleDeviceDataError';
    this.nodeType = nodeType;
    this.key = key;
  }
}
