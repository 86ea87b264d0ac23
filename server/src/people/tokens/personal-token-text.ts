import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** By which people and scanners for leaked secrets know what it is. */
const begin = 'colab_pat_';
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 32;
const shape = /^colab_pat_[0-9A-Za-z]{38}$/;

/** 190 bits, and a checksum, so that a typing mistake or an invented one costs no look into the database. */
export function newPersonalToken(): string {
  const text = begin + Array.from({ length: randomLength }, () => letters[randomInt(letters.length)]).join('');
  return text + checksumOf(text);
}

export function looksLikePersonalToken(text: string): boolean {
  return text.startsWith(begin);
}

export function isPersonalToken(text: string): boolean {
  return (
    shape.test(text) &&
    checksumOf(text.slice(0, begin.length + randomLength)) === text.slice(begin.length + randomLength)
  );
}

/** What is shown of it ever after: enough to tell it from others, far too little to guess the rest. */
export function shownOf(text: string): string {
  return text.slice(0, begin.length + 4);
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place += 1) {
    digits = `${letters[rest % letters.length]}${digits}`;
    rest = Math.floor(rest / letters.length);
  }
  return digits;
}
