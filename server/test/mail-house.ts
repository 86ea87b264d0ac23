// A mail server in a process of its own, for journeys: prints where it listens, and each letter it is given, a line of
// JSON each. Ends with its standard input.
import { MailCatcher } from './mail-catcher.ts';

const catcher = await MailCatcher.open();
console.log(JSON.stringify({ url: catcher.url }));
process.stdin.resume().once('end', () => process.exit(0));
for (let number = 1; ; number += 1) console.log(JSON.stringify({ letter: await catcher.letter(number) }));
