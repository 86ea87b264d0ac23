import type { Change } from './change-words.ts';

/** `Room: Honesty → Courage`, a line each. */
export function FeedChanges({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="feed-changes">
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          {name}: {after === null ? 'notes changed' : <BeforeAfter before={before} after={after} />}
        </li>
      ))}
    </ul>
  );
}

function BeforeAfter({ before, after }: { before: string; after: string }) {
  return (
    <>
      <span className="unseen">before </span>
      <s>{before}</s>
      <span aria-hidden="true"> → </span>
      <span className="unseen">, now </span>
      <strong>{after}</strong>
    </>
  );
}
