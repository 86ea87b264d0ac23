/** The figures of `DeviceAvailability`: `docs/domain.md` says what each counts. */
export type Figures = {
  readonly total: number;
  readonly maintenance: number;
  readonly assigned: number;
  readonly late: number;
  readonly promised: number;
  readonly short: number;
  readonly wider: number;
  readonly free: number;
  readonly pickable: number;
};

export type FigurePart = {
  readonly key: 'free' | 'promised' | 'assigned' | 'late' | 'maintenance';
  readonly count: number;
  readonly words: string;
};

/** The parts of one bar. Their counts add up to the total; those that are nothing are left out. */
export function figureParts({
  maintenance,
  assigned,
  late,
  promised,
  short,
  wider,
  free,
}: Figures): readonly FigurePart[] {
  const parts: readonly FigurePart[] = [
    { key: 'free', count: free, words: 'free' },
    { key: 'promised', count: promised - short + wider, words: 'promised' },
    { key: 'assigned', count: assigned, words: 'assigned' },
    { key: 'late', count: late, words: 'late' },
    { key: 'maintenance', count: maintenance, words: 'in maintenance' },
  ];
  return parts.filter(({ count }) => count > 0);
}

/** `9 devices: 5 free, 4 assigned. 2 can be assigned for the whole time.` */
export function figureWords(figures: Figures): string {
  const parts = figureParts(figures).map(({ count, words }) => `${count} ${words}`);
  const short = figures.short > 0 ? ` Short of ${figures.short}.` : '';
  const pickable =
    figures.pickable === 0
      ? 'None is free for the whole time.'
      : `${figures.pickable} ${figures.pickable === 1 ? 'is' : 'are'} free for the whole time.`;
  return `${figures.total} devices: ${parts.join(', ')}.${short} ${pickable}`;
}
