import { isUtf8 } from 'node:buffer';

export type TransferEncoding = '8bit' | 'quoted-printable';

const LF = 10;
const CR = 13;
/** RFC 5322: no line longer than this. */
const LONGEST_LINE = 998;
/** RFC 2045: encoded lines have at most 76 characters, the soft break included. */
const ENCODED_LINE = 75;

/**
 * A mail is sent as it is (`8bit`) unless something on its way could change it: a carriage return (`git am` drops it), a NUL, bytes that
 * are not UTF-8, lines too long for SMTP, or a line that an mbox reader takes for the start of the next mail. Then it is
 * quoted-printable, which `git am` decodes to the same bytes without any option.
 */
export function chooseEncoding(body: Buffer): TransferEncoding {
  if (body.includes(CR) || body.includes(0) || !isUtf8(body) || hasLongLine(body)) return 'quoted-printable';
  return startsMail(body) ? 'quoted-printable' : '8bit';
}

function hasLongLine(body: Buffer): boolean {
  for (let from = 0; from < body.length;) {
    const end = body.indexOf(LF, from);
    if ((end < 0 ? body.length : end) - from > LONGEST_LINE) return true;
    if (end < 0) return false;
    from = end + 1;
  }
  return false;
}

/** `From ` at the start of a line, with or without the `>` of an escape. */
const startsMail = (body: Buffer): boolean => /^>*From /m.test(body.toString('latin1'));

/** RFC 2045. Line feeds stay; everything but plain ASCII is `=XX`; so are blanks at line ends and the F of a line `From `. */
export function encodeQuotedPrintable(body: Buffer): Buffer {
  const lines: string[] = [];
  for (let from = 0; from <= body.length;) {
    const found = body.indexOf(LF, from);
    const end = found < 0 ? body.length : found;
    lines.push(encodeLine(body.subarray(from, end)));
    from = end + 1;
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

function encodeLine(bytes: Buffer): string {
  const pieces: string[] = [];
  let line = '';
  for (let n = 0; n < bytes.length; n += 1) {
    const code = encodeByte(bytes, n);
    if (line.length + code.length > ENCODED_LINE) {
      pieces.push(`${line}=`);
      line = '';
    }
    line += startsLine(line, code) ? asHex(bytes[n] ?? 0) : code;
  }
  return [...pieces, line].join('\n');
}

/** A `F` or `>` that opens a line could read as `From ` after a soft break, too. */
const startsLine = (line: string, code: string): boolean => line === '' && (code === 'F' || code === '>');

function encodeByte(bytes: Buffer, n: number): string {
  const byte = bytes[n] ?? 0;
  if (byte === 32 || byte === 9) return n === bytes.length - 1 ? asHex(byte) : String.fromCharCode(byte);
  return byte > 32 && byte < 127 && byte !== 61 ? String.fromCharCode(byte) : asHex(byte);
}

const asHex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
