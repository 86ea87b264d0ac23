import { HoverCard } from '../../ui/hover-card.tsx';
import type { Bar } from '../data/bars.ts';
import { BarCard } from './bar-card.tsx';

type BarHoverCardProps = {
  bars: ReadonlyMap<string, Bar>;
  timeZone: string;
  /** The bar that the keyboard is on, by the id of its element. */
  pointed: { readonly id: string; readonly key: string } | null;
};

/** Shows the card of the bar that somebody rests on. */
export function BarHoverCard({ bars, timeZone, pointed }: BarHoverCardProps) {
  return (
    <HoverCard
      attribute="data-bar"
      pointed={pointed}
      render={(key) => {
        const bar = bars.get(key);
        return bar ? <BarCard bar={bar} timeZone={timeZone} /> : null;
      }}
    />
  );
}
