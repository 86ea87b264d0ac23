import type { Log } from './log.ts';

export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same each time that a letter is sent, where it may be sent twice: the recipient's server drops the second. */
  readonly messageId?: string;
};

export type Mail = {
  /** True once the mail server accepted it. What went wrong is in the log, without the text of the letter. */
  send(letter: Letter): Promise<boolean>;
};

type Options = {
  /** smtp:// or smtps://, with user and password in it. */
  readonly url: string;
  readonly from: string;
  readonly log: Log;
};

const patienceMs = 10_000;

export async function openMail({ url, from, log }: Options): Promise<Mail> {
  // Most servers send no mail, and loading it takes a twentieth of their start.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, messageId }) => {
      try {
        await transport.sendMail({ from, to, subject, text, ...(messageId === undefined ? {} : { messageId }) });
        return true;
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        log.error({ code, responseCode, subject }, 'a mail could not be sent');
        return false;
      }
    },
  };
}
