import { figureParts, figureWords, type Figures } from './figures.ts';

/** What can be promised at the worst moment, as one bar with its words below. */
export function FiguresBar({ figures }: { readonly figures: Figures }) {
  const parts = figureParts(figures);
  return (
    <div className="figures">
      <div className="figures-bar" aria-hidden="true">
        {parts.map(({ key, count }) => (
          <span key={key} className={`figure figure-${key}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <p className="unseen">{figureWords(figures)}</p>
      <ul className="figures-words" aria-hidden="true">
        {parts.map(({ key, count, words }) => (
          <li key={key}>
            <span className={`figure-key figure-${key}`} />
            <strong>{count}</strong> {words}
          </li>
        ))}
        {figures.short > 0 && (
          <li className="figures-short">
            <strong>{figures.short}</strong> short
          </li>
        )}
        <li className="figures-pickable">
          {figures.pickable === 0 ? 'None can be selected' : `${figures.pickable} can be selected`}
        </li>
      </ul>
    </div>
  );
}

type FillBarProps = { readonly assigned: number; readonly quantity: number };

/** `7 of 12` as a bar with its words. */
export function FillBar({ assigned, quantity }: FillBarProps) {
  return (
    <span className="fill">
      <span className="fill-track" aria-hidden="true">
        <span className="fill-done" style={{ width: `${Math.min(100, (100 * assigned) / quantity)}%` }} />
      </span>
      <span className="fill-words">
        {assigned} of {quantity}
      </span>
    </span>
  );
}
