import { HoverCard } from '../../ui/hover-card.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import type { Bar } from '../data/bars.ts';

async function loadBarCard() {
  return (await import('./bar-card.tsx')).BarCard;
}

type BarHoverCardProps = {
  bars: ReadonlyMap<string, Bar>;
  timeZone: string;
  /** The bar that the keyboard is on, by the id of its element. */
  pointed: { readonly id: string; readonly key: string } | null;
};

/** The card of the bar that somebody rests on. Until its code has come there is none: the frame alone would be empty. */
export function BarHoverCard({ bars, timeZone, pointed }: BarHoverCardProps) {
  const { part } = useLoaded(loadBarCard);
  const BarCard = part === null || part === 'failed' ? null : part.loaded;
  return (
    <HoverCard
      attribute="data-bar"
      pointed={pointed}
      render={(key) => {
        const bar = bars.get(key);
        return bar && BarCard ? <BarCard bar={bar} timeZone={timeZone} /> : null;
      }}
    />
  );
}
