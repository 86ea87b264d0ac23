/** The product's mark: rooms, and one that two of them make. */
export function Mark({ size = 20 }: { size?: number }) {
  return <img className="mark" src="/mark.svg" width={size} height={size} alt="" />;
}
