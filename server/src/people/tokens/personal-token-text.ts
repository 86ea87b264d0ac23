import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The prefix by which people and scanners for leaked secrets recognise a token. */
const begin = 'colab_pat_';
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 32;
const shape = /^colab_pat_[0-9A-Za-z]{38}$/;

/** Generates 190 bits, and a checksum, so that a mistyped or invented token costs no database query. */
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

/** The part of a token that stays visible: enough to tell it from others, far too little to guess the rest. */
export function prefixOf(text: string): string {
  return text.slice(0, begin.length + 4);
}

function checksumOf(text: string): string {
  let remainder = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place += 1) {
    digits = `${letters[remainder % letters.length]}${digits}`;
    remainder = Math.floor(remainder / letters.length);
  }
  return digits;
}
