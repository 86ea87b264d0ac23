import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail server that takes letters and keeps them, or refuses all of them. */
export class MailCatcher {
  readonly letters: string[] = [];
  refuses = false;
  /** Whoever sends such a letter waits for the answer in vain. */
  keepsWaiting: (letter: string) => boolean = () => false;
  readonly #server: Server;
  #wake: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((socket) => this.#talk(socket));
  }

  static async open(): Promise<MailCatcher> {
    const catcher = new MailCatcher();
    await new Promise<void>((resolve) => catcher.#server.listen(0, '127.0.0.1', resolve));
    return catcher;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The letter of that number, from 1, once it is there; soft line breaks undone. */
  async letter(number: number): Promise<string> {
    while (this.letters.length < number) await new Promise<void>((resolve) => this.#wake.push(resolve));
    return (this.letters[number - 1] ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #talk(socket: Socket): void {
    let letter: string | null = null;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (letter !== null && line !== '.') letter += `${line}\r\n`;
        else if (letter !== null) {
          const taken: string = letter;
          letter = null;
          this.letters.push(taken);
          for (const wake of this.#wake.splice(0)) wake();
          if (!this.keepsWaiting(taken)) say('250 taken');
        } else if (/^DATA/i.test(line)) {
          letter = '';
          say('354 go on');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say(/^RCPT/i.test(line) && this.refuses ? '550 no such mailbox' : '250 fine');
      }
    });
    say('220 catcher');
  }
}
