export function BookingDrawer(_props: { id: string; rooms: readonly unknown[]; onClose(): void }) {
  return null
}
