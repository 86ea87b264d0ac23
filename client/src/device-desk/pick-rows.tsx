import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import { isInBasket, type Basket } from './basket.ts';
import type { SteadyRow } from './steady-rows.ts';
import type { PickableDevice } from './use-open-request.ts';

type PickRowsProps = {
  readonly rows: readonly SteadyRow<PickableDevice>[];
  readonly basket: Basket;
  /** Why a device is suggested, by its id. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly mayAct: boolean;
  onToggle(device: PickableDevice): void;
};

/** The devices that could be assigned, dense, each where it stood when the list was opened. */
export function PickRows({ rows, basket, reasons, mayAct, onToggle }: PickRowsProps) {
  return (
    <ul className="device-rows" aria-label="Devices that are free">
      {rows.map(({ row, isGone }) => {
        const isSelected = isInBasket(basket, row.id);
        return (
          <li
            key={row.id}
            className="device-row"
            data-gone={isGone || undefined}
            data-selected={isSelected || undefined}
          >
            <label className="device-choose">
              <input
                type="checkbox"
                aria-label={`Select ${row.serialNumber}`}
                checked={isSelected}
                disabled={isGone || !mayAct}
                onChange={() => onToggle(row)}
              />
              <span className="device-serial">{row.serialNumber}</span>
              <span className="device-name">{row.name === row.serialNumber ? row.category.name : row.name}</span>
              <span className="device-place">{row.place ?? ''}</span>
              <span className="device-state">
                {isGone ? 'Taken meanwhile.' : (reasons.get(row.id) ?? <LastUse device={row} />)}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}

function LastUse({ device }: { readonly device: PickableDevice }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { lastUsedAt } = device;
  return (
    <>{lastUsedAt === null ? 'Never used.' : `Last used ${momentWords(Date.parse(lastUsedAt), now, timeZone)}.`}</>
  );
}
