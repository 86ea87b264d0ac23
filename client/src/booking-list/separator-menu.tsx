import { Check, ChevronDown } from 'lucide-react';
import { Menu } from '../ui/menu.tsx';

const WORDS = { comma: 'Commas', semicolon: 'Semicolons', tab: 'Tabs' } as const;

export type Separator = keyof typeof WORDS;
export const SEPARATORS = Object.keys(WORDS) as Separator[];

interface SeparatorMenuProps {
  chosen: Separator;
  onChoose(separator: Separator): void;
}

/** What stands between the cells of the file: spreadsheets of some countries expect semicolons. */
export function SeparatorMenu({ chosen, onChoose }: SeparatorMenuProps) {
  return (
    <Menu
      list
      label={`Separator in the CSV file: ${WORDS[chosen].toLowerCase()}`}
      className="button separator-menu"
      trigger={<ChevronDown aria-hidden="true" />}
    >
      {SEPARATORS.map((separator) => (
        <button
          key={separator}
          type="button"
          role="menuitemradio"
          aria-checked={separator === chosen}
          tabIndex={-1}
          className="menu-item"
          onClick={() => onChoose(separator)}
        >
          {WORDS[separator]}
          {separator === chosen && <Check aria-hidden="true" />}
        </button>
      ))}
    </Menu>
  );
}
