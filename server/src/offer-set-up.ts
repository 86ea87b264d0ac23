import type { Log } from './platform/log.ts';

const everyMs = 60_000;

/**
 * Prints the link to the first set-up, each link once: when the server starts, and within a minute of the moment at which
 * the last administrator who can sign in is gone.
 */
export function offerSetUp(
  addressNow: () => Promise<string | null>,
  say: (line: string) => void,
  log: Log,
): { look(): Promise<void>; stop(): void } {
  let printed: string | null = null;
  const look = async () => {
    const address = await addressNow();
    if (address !== null && address !== printed)
      say(
        `\n  Nobody who can sign in is administrator here. Open this link in a browser to make one and set up the facility:\n\n    ${address}\n\n  It works once. Whoever has it can do everything: pass it on to nobody else.`,
      );
    printed = address;
  };
  const timer = setInterval(
    () =>
      void look().catch((error: unknown) => log.warn({ err: error }, 'whether there is an administrator is unknown')),
    everyMs,
  ).unref();
  return { look, stop: () => clearInterval(timer) };
}
