/** The shape of what is on its way, so that nothing jumps when it comes. */
export function BookingSkeleton() {
  return (
    <div className="drawer-scroll booking-skeleton" role="status">
      <span className="unseen">Loading the booking…</span>
      {['path', 'missing', 'facts', 'history'].map((part) => (
        <span key={part} className={`booking-skeleton-${part}`} />
      ))}
    </div>
  );
}
