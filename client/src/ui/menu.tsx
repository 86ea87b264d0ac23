import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { moveInMenu } from './move-in-menu.ts';
import './menu.css';

type MenuProps = {
  label: string;
  trigger: ReactNode;
  className?: string;
  /** Which edge of the button the panel keeps to. */
  align?: 'start' | 'end';
  /** A list to choose one from, whose children are menu items; otherwise a panel that may hold anything. */
  list?: boolean;
  children: ReactNode;
};

const itemSelector = '.menu-item';

/** A button that opens a small panel below itself. The browser's own popover: Esc and a click elsewhere close it. */
export function Menu({ label, trigger, className = '', align = 'end', list = false, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const place = () => {
      const anchor = button.current?.getBoundingClientRect();
      if (!anchor) return;
      const { style } = element;
      style.top = `${anchor.bottom + 4}px`;
      style.maxHeight = `${window.innerHeight - anchor.bottom - 12}px`;
      if (align === 'start') style.left = `${Math.max(8, anchor.left)}px`;
      else style.right = `${Math.max(8, window.innerWidth - anchor.right)}px`;
    };
    const onToggle = (event: ToggleEvent) => {
      setOpen(event.newState === 'open');
      if (list && event.newState === 'open')
        (
          element.querySelector<HTMLElement>('[aria-checked="true"]') ??
          element.querySelector<HTMLElement>(itemSelector)
        )?.focus();
    };
    element.addEventListener('beforetoggle', place);
    element.addEventListener('toggle', onToggle);
    return () => {
      element.removeEventListener('beforetoggle', place);
      element.removeEventListener('toggle', onToggle);
    };
  }, [align, list]);

  function onPanelKeyDown(event: KeyboardEvent<HTMLElement>) {
    // Whoever leaves a list by Tab goes on from its button.
    if (list && event.key === 'Tab') return panel.current?.hidePopover();
    // Radio buttons have arrows of their own.
    if (event.target instanceof HTMLInputElement) return;
    if (panel.current && moveInMenu(panel.current.querySelectorAll(itemSelector), event.key)) event.preventDefault();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup={list ? 'menu' : undefined}
        aria-expanded={open}
        aria-controls={id}
        popoverTarget={id}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          if (!open) panel.current?.showPopover();
          if (!list) panel.current?.querySelector<HTMLElement>(itemSelector)?.focus();
        }}
      >
        {trigger}
      </button>
      {/* It has a role; the linter sees only written ones. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="menu"
        role={list ? 'menu' : 'group'}
        aria-label={label}
        onKeyDown={onPanelKeyDown}
        onClick={(event) => (event.target as Element).closest(itemSelector) && panel.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}
