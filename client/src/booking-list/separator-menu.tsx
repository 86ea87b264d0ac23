import { Check, ChevronDown } from 'lucide-react';
import { Menu } from '../ui/menu.tsx';

const separatorWords = { comma: 'Commas', semicolon: 'Semicolons', tab: 'Tabs' } as const;

export type Separator = keyof typeof separatorWords;
export const separators = Object.keys(separatorWords) as Separator[];

type SeparatorMenuProps = {
  chosen: Separator;
  onChoose(separator: Separator): void;
};

/** What stands between the cells of the file: spreadsheets of some countries expect semicolons. */
export function SeparatorMenu({ chosen, onChoose }: SeparatorMenuProps) {
  return (
    <Menu
      list
      label={`Separator in the CSV file: ${separatorWords[chosen].toLowerCase()}`}
      className="button separator-menu"
      trigger={<ChevronDown aria-hidden="true" />}
    >
      {separators.map((separator) => (
        <button
          key={separator}
          type="button"
          role="menuitemradio"
          aria-checked={separator === chosen}
          tabIndex={-1}
          className="menu-item"
          onClick={() => onChoose(separator)}
        >
          {separatorWords[separator]}
          {separator === chosen && <Check aria-hidden="true" />}
        </button>
      ))}
    </Menu>
  );
}
