export function NewBookingDrawer(_props: { rooms: readonly unknown[]; week: unknown; onClose(): void; onBooked(id: string): void }) {
  return null
}
