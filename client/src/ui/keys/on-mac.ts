/** Whether the keyboard has ⌘, where others have Ctrl. */
export const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
