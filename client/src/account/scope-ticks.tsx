import type { RightGroup } from '../access/right-words.ts';

type ScopeTicksProps = {
  /** What its owner may do, and can hand on. */
  groups: readonly RightGroup[];
  scopes: ReadonlySet<string>;
  error: string | undefined;
  onTick(right: string, isTicked: boolean): void;
};

/** What a token may do. */
export function ScopeTicks({ groups, scopes, error, onTick }: ScopeTicksProps) {
  return (
    <fieldset data-field="scopes" aria-describedby={error ? 'scopes-missing' : undefined}>
      <legend className="scope-head">What it may do</legend>
      <div className="scope-groups">
        {groups.map(({ title, rights }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {rights.map(({ right, words }) => (
              <label key={right} className="tick">
                <input
                  type="checkbox"
                  checked={scopes.has(right)}
                  onChange={({ target }) => onTick(right, target.checked)}
                />
                {words}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      {error && (
        <p className="field-error" id="scopes-missing">
          {error}
        </p>
      )}
    </fieldset>
  );
}
