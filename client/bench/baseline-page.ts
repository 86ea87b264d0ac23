import type { Landmarks } from './stopwatch.ts';

/** Names in the page that is measured beside the calendar. */
export const listLandmarks: Landmarks = {
  grid: '#list',
  scroller: '#list-scroller',
  row: '.list-row',
  room: { attribute: 'data-row' },
  bar: '[data-bar]',
};

/** 200 rows of 40 boxes with a name in each, put where they are once and for all; one of them follows the pointer. */
export function drawList(): void {
  const rows = Array.from({ length: 200 }, (_, row) => {
    const boxes = Array.from(
      { length: 40 },
      (__, bar) =>
        `<div data-bar="${row}-${bar}" data-booking="${row}-${bar}" style="left:${180 + bar * 31}px">Client ${bar}</div>`,
    );
    return `<div class="list-row" data-row="${row}"><b>Room ${row}</b>${boxes.join('')}</div>`;
  });
  document.body.innerHTML = `
    <style>
      body { margin: 0; font: 12px system-ui; background: #fff }
      #list { position: absolute; inset: 48px 0 0 220px }
      #list-scroller { height: 100%; overflow: auto; background: #fff }
      .list-row { position: relative; height: 28px; min-width: 4000px; border-bottom: 1px solid #ddd }
      .list-row > * { position: absolute; top: 2px; height: 24px }
      .list-row > div { width: 28px; overflow: hidden; background: #e6f4e9; border-left: 3px solid #1b5e28; color: #1b5e28 }
      #dragged { position: fixed; top: 0; left: 0; width: 60px; height: 24px; background: #1b5e28; pointer-events: none }
    </style>
    <div id="list"><div id="list-scroller">${rows.join('')}</div></div><div id="dragged"></div>`;
  const dragged = document.querySelector<HTMLElement>('#dragged');
  window.addEventListener('pointermove', ({ clientX, clientY }) =>
    dragged?.style.setProperty('transform', `translate(${clientX}px, ${clientY}px)`),
  );
}
