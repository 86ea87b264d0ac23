const NAME = 'colab.session'

/** Tells the other tabs of this browser that somebody has signed in or out: the cookies are theirs, too. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(NAME)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches no other origin
  channel.postMessage('changed')
  channel.close()
}

export function onOtherTab(changed: () => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener('message', changed)
  return () => channel.close()
}
