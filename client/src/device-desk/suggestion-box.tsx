import { Button } from '../ui/button.tsx';
import { countFor, isInBasket, type Basket, type BasketItem } from './basket.ts';
import { listWords } from './desk-facts.ts';
import type { OpenDeviceRequest } from './use-open-request.ts';

type SuggestionBoxProps = {
  readonly request: OpenDeviceRequest;
  readonly basket: Basket;
  readonly mayAct: boolean;
  onSelect(items: readonly BasketItem[]): void;
};

/** Which devices the server would take, as one click that selects them; a person assigns. */
export function SuggestionBox({ request, basket, mayAct, onSelect }: SuggestionBoxProps) {
  const { id, quantity, assigned, suggestions } = request;
  const missing = quantity - assigned - countFor(basket, id);
  const next = suggestions.filter(({ device }) => !isInBasket(basket, device.id)).slice(0, Math.max(0, missing));
  if (next.length === 0) return null;
  const items = next.map(({ device }) => ({
    act: 'assign' as const,
    deviceId: device.id,
    serialNumber: device.serialNumber,
    requestId: id,
  }));
  return (
    <div className="suggestion">
      <p>
        <strong>Suggested:</strong>{' '}
        {listWords(
          items.map(({ serialNumber }) => serialNumber),
          8,
        )}{' '}
        <span className="suggestion-reason">{next[0]?.reason}</span>
      </p>
      {mayAct && (
        <Button onClick={() => onSelect(items)}>
          <span>{items.length === 1 ? 'Select it' : `Select these ${items.length}`}</span>
        </Button>
      )}
    </div>
  );
}
