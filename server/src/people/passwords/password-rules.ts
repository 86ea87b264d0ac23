import { refuse } from '../../platform/input.ts';
import { peopleBounds } from '../people-bounds.ts';

const fewest = 10;
const most = peopleBounds.passwordLength.value;
const fewestDifferent = 4;

// Passwords of ten characters or more that are tried first everywhere, and the one of this product's own sample data.
const commonest = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1122334455 1111111111 123123123123 12345678901
  1234512345 123456789q 987654321a qwertyuiop qwertyuiop1 qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty 1q2w3e4r5t
  1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 q1w2e3r4t5y6 asdfghjkl1 asdfghjkl123 asdfghjkl; zxcvbnm123 qazwsxedcrfv password12 password123
  password1234 password12345 password123456 passwordpassword mypassword mypassword1 newpassword p@ssw0rd123 p@ssword123 passw0rd123
  welcome123 welcome1234 welcome12345 letmein123 letmein1234 changeme123 changeme1234 administrator administrator1 admin12345
  admin123456 adminadmin iloveyou12 iloveyou123 iloveyou1234 abcdefghij abcdefghijk abcd123456 abc1234567 a123456789 aa12345678
  football123 baseball123 basketball superman123 princess123 sunshine123 michelle123 liverpool1 liverpool123 manchester manchester1
  southafrica southafrica1 johannesburg johannesburg1 trustno1trustno1 whatever123 startrek123 starwars123 computer123 internet123
  secret1234 secret12345 testing123 testing1234 test123456 test1234567 guest12345 temp123456 default123 sample-password colab12345
  correcthorsebatterystaple`.split(/\s+/),
);

/** @throws InvalidInputError for `newPassword` */
export function mustBeGoodPassword(password: string, username: string): void {
  const plain = password.toLowerCase();
  const refusePassword = (message: string) => refuse('newPassword', message);
  if (Array.from(password).length < fewest)
    refusePassword(`Use at least ${fewest} characters. A few unrelated words are easy to remember.`);
  // Two such passwords would be one: half a character is stored as the same replacement sign, whichever it was.
  if (!password.isWellFormed()) refusePassword('The password contains an invalid character.');
  if (password.length > most) refusePassword(`Use at most ${most} characters.`);
  if (plain.includes(username)) refusePassword('The password must not contain the username.');
  if (commonest.has(plain) || new Set(plain).size < fewestDifferent)
    refusePassword('This password is too common. Choose another one.');
}
