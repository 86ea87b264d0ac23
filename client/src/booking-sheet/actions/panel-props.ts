import type { ReactNode } from 'react';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import type { RoomOption } from '../../bookings/availability.ts';

export type PanelProps = {
  booking: BookingDetailsFragment;
  rooms: readonly RoomOption[];
  onDone(): void;
  /** The booking, to read on below the panel. */
  children: ReactNode;
};
