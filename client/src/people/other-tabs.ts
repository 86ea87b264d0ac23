/** Reaches the other tabs of this browser, and not the one that speaks. */
const channel = new BroadcastChannel('colab.session');

/** Tells the other tabs that somebody has signed in or out: the cookies are theirs, too. */
export function tellOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches no other origin
  channel.postMessage('changed');
}

export function onOtherTab(changed: () => void): () => void {
  channel.addEventListener('message', changed);
  return () => channel.removeEventListener('message', changed);
}
