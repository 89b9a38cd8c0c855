/**
 * Names of files and refs are bytes in git and strings here. Valid UTF-8 stays as it is. A name that is not, or that
 * begins with a double quote, is written as git quotes it: `"dir/\377name"`, quotes included. Both ways lose nothing.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const quoteByte = 0x22;
const backslash = 0x5c;
const letters: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };
const escapes = new Map(Object.entries(letters).map(([letter, byte]) => [byte, `\\${letter}`]));

function quoteByteOf(byte: number): string {
  const escape = escapes.get(byte);
  if (escape !== undefined) return escape;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

/** A name's bytes as a string. */
export function parseName(bytes: Uint8Array): string {
  if (bytes[0] !== quoteByte) {
    try {
      return strict.decode(bytes);
    } catch {
      // Not UTF-8: quoted below.
    }
  }
  return `"${Array.from(bytes, quoteByteOf).join('')}"`;
}

/** The bytes behind a string that {@link parseName} made. */
export function buildName(name: string): Buffer {
  return name.length > 1 && name.startsWith('"') && name.endsWith('"')
    ? unquote(Buffer.from(name, 'utf8')).bytes
    : Buffer.from(name, 'utf8');
}

/**
 * Undoes git's C quoting. `quoted` begins with `"`; reading stops behind the closing quote, at `end`
 * (or at the end of the input when it never closes).
 */
export function unquote(quoted: Uint8Array): { readonly bytes: Buffer; readonly end: number } {
  const out: number[] = [];
  let at = 1;
  while (at < quoted.length && quoted[at] !== quoteByte) {
    if (quoted[at] !== backslash) {
      out.push(quoted[at++]);
      continue;
    }
    const octal = octalAt(quoted, at + 1);
    if (octal !== undefined) {
      out.push(octal);
      at += 4;
      continue;
    }
    const letter = String.fromCharCode(quoted[at + 1] ?? backslash);
    out.push(letters[letter] ?? letter.charCodeAt(0));
    at += 2;
  }
  return { bytes: Buffer.from(out), end: Math.min(at + 1, quoted.length) };
}

function octalAt(bytes: Uint8Array, at: number): number | undefined {
  let value = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value & 0xff;
}
