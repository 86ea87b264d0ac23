const product = 'Colab';

let badge = '';
let page = '';

function write(): void {
  document.title = `${badge}${page ? `${page} · ${product}` : product}`;
}

/** `(3) `, before what the tab says. */
export function setTitleBadge(count: number): void {
  badge = count > 0 ? `(${count}) ` : '';
  write();
}

export function setPageTitle(text: string): void {
  page = text;
  write();
}
