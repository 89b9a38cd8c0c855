import type { MailAddress } from './address.ts';

/** Lines of a header are folded here; RFC 5322 asks for 78. */
const COLUMNS = 78;
/** Longest line that RFC 5322 allows, without its end. */
const HARD_LIMIT = 998;
/** Characters of a name: who has a longer one wants something else than to be named. */
const LONGEST_NAME = 200;
/** RFC 2047: an encoded word has at most 75 characters. */
const ENCODED_WORD = 75;

/** `Name: value`, folded; RFC 2047 words where the value is not plain ASCII. No value can start another header. */
export function renderHeader(name: string, value: string): string {
  const line = oneLine(value);
  const plain = isPlain(line) && line.split(' ').every((word) => word.length < HARD_LIMIT - name.length - 2);
  return fold(name, plain ? line.split(' ') : encodeWords(line, COLUMNS - name.length - 2));
}

/** `To: A <a@b>, C <c@d>`; one address is never torn. */
export function renderAddressHeader(name: string, addresses: readonly MailAddress[]): string {
  return fold(
    name,
    addresses.map((address, n) => renderAddress(address) + (n < addresses.length - 1 ? ',' : '')),
  );
}

/** As a header needs it: quoted when the name holds special characters, encoded when it is not ASCII. */
export function renderAddress({ name, email }: MailAddress): string {
  const plain = [...oneLine(name)].slice(0, LONGEST_NAME).join('');
  if (plain === '') return email;
  if (!isPlain(plain)) return `${encodeWords(plain, ENCODED_WORD).join(' ')} <${email}>`;
  return /[()<>@,;:\\".[\]]/.test(plain) ? `"${plain.replace(/["\\]/g, '\\$&')}" <${email}>` : `${plain} <${email}>`;
}

/**
 * As the first line of a body names the author: plain UTF-8, for the body is that already. In quotes where the name holds special
 * characters; git takes exactly these off again (of an encoded name it would also take those that belong to it).
 */
export function renderBodyAddress({ name, email }: MailAddress): string {
  const plain = oneLine(name);
  return `${/[()<>@,;:\\".[\]]/.test(plain) ? `"${plain.replace(/["\\]/g, '\\$&')}"` : plain} <${email}>`.trim();
}

/** RFC 5322: `Wed, 01 Jan 2025 00:00:00 +0000`; `seconds` since 1970. */
export const renderDate = (seconds: number): string => new Date(seconds * 1000).toUTCString().replace('GMT', '+0000');

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Printable ASCII that nobody takes for an encoded word. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');

function fold(name: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of words) {
    // A line of blanks alone ends the headers for some readers: the first word always stays beside the name.
    if (line.length + 1 + word.length > COLUMNS && line.trim() !== '' && line !== `${name}:` && word !== '') {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** Encoded words of whole characters; the first is at most `room` long, for it stands behind the header's name. */
function encodeWords(text: string, room: number): string[] {
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    const code = encodeLetter(letter);
    const limit =
      (words.length === 0 ? Math.max(24, Math.min(room, ENCODED_WORD)) : ENCODED_WORD) - '=?UTF-8?q??='.length;
    if (word.length + code.length > limit) {
      words.push(`=?UTF-8?q?${word}?=`);
      word = '';
    }
    word += code;
  }
  return [...words, `=?UTF-8?q?${word}?=`];
}

function encodeLetter(letter: string): string {
  if (letter === ' ') return '_';
  if (/^[A-Za-z0-9!*+/-]$/.test(letter)) return letter;
  return [...Buffer.from(letter, 'utf8')]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
