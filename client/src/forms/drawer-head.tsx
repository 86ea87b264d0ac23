import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from '../ui/button.tsx';
import './drawer.css';

/** As in drawer.css, which places the drawer. */
const overlaidQuery = '(max-width: 960px)';

type DrawerHeadProps = {
  children?: ReactNode;
  onClose(): void;
};

export function DrawerHead({ children, onClose }: DrawerHeadProps) {
  const title = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Where the drawer lies over the calendar, the keyboard must not stay behind it.
    if (window.matchMedia(overlaidQuery).matches) title.current?.focus();
  }, []);

  return (
    <header className="drawer-head">
      <div ref={title} className="drawer-title" tabIndex={-1}>
        {children}
      </div>
      <IconButton label="Close" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </header>
  );
}
