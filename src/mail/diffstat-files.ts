import { inflateSync } from 'node:zlib';
import { buildName } from '../git/index.ts';
import type { Patch, PatchFile } from '../git/index.ts';

/** One file of a patch with what a diffstat and its summary say of it. */
export interface StatFile {
  readonly label: string;
  readonly file: PatchFile;
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
  /** Bytes, of binary files only; undefined when the patch does not tell. */
  readonly oldSize?: number | undefined;
  readonly newSize?: number | undefined;
  readonly oldMode?: string | undefined;
  readonly newMode?: string | undefined;
  /** `97` of `similarity index 97%`. */
  readonly similarity?: string | undefined;
}

export function readStatFiles(patch: Patch): StatFile[] {
  const headers = readHeaders(patch.bytes);
  return patch.files.map((file, n) => ({
    ...headers[n],
    label: renderLabel(file),
    file,
    added: file.added,
    removed: file.removed,
    binary: file.binary,
  }));
}

type Extra = Pick<StatFile, 'oldSize' | 'newSize' | 'oldMode' | 'newMode' | 'similarity'>;

const HEADER_LINES: readonly (readonly [RegExp, (value: string) => Extra])[] = [
  [/^new file mode (\d+)$/, (newMode) => ({ newMode })],
  [/^deleted file mode (\d+)$/, (oldMode) => ({ oldMode })],
  [/^old mode (\d+)$/, (oldMode) => ({ oldMode })],
  [/^new mode (\d+)$/, (newMode) => ({ newMode })],
  [/^similarity index (\d+)%$/, (similarity) => ({ similarity })],
];

/** Modes, similarity and sizes, one record for each `diff --git` line. Content of a hunk always starts with a sign, so no line of it counts. */
function readHeaders(bytes: Buffer): Extra[] {
  const records: Extra[] = [];
  const lines = bytes.toString('latin1').split('\n');
  let inHeader = false;
  for (const [n, line] of lines.entries()) {
    if (line.startsWith('diff --git ')) {
      records.push({});
      inHeader = true;
    } else if (line.startsWith('@@')) inHeader = false;
    if (!inHeader) continue;
    const extra = line === 'GIT binary patch' ? readSizes(lines, n + 1) : readLine(line);
    if (extra !== undefined) records.push({ ...records.pop(), ...extra });
    if (line === 'GIT binary patch') inHeader = false;
  }
  return records;
}

function readLine(line: string): Extra | undefined {
  for (const [pattern, tell] of HEADER_LINES) {
    const value = pattern.exec(line)?.[1];
    if (value !== undefined) return tell(value);
  }
  return undefined;
}

/** A binary patch holds the way there and the way back; each is the whole file (`literal`) or a delta, which opens with both sizes. */
function readSizes(lines: readonly string[], from: number): Extra {
  const there = readPart(lines, from);
  const back = there === undefined ? undefined : readPart(lines, there.end);
  return { newSize: there?.result ?? back?.source, oldSize: back?.result ?? there?.source };
}

interface BinaryPart {
  readonly source: number | undefined;
  readonly result: number | undefined;
  readonly end: number;
}

function readPart(lines: readonly string[], from: number): BinaryPart | undefined {
  const head = /^(literal|delta) (\d+)$/.exec(lines[from] ?? '');
  if (head === null) return undefined;
  let end = from + 1;
  while ((lines[end] ?? '') !== '') end += 1;
  if (head[1] === 'literal') return { source: undefined, result: Number(head[2]), end: end + 1 };
  const [source, result] = readDeltaSizes(lines.slice(from + 1, end));
  return { source, result, end: end + 1 };
}

function readDeltaSizes(lines: readonly string[]): (number | undefined)[] {
  try {
    const delta = inflateSync(Buffer.concat(lines.map(decodeBase85Line)), { maxOutputLength: 1 << 28 });
    const source = readSize(delta, 0);
    return [source.value, readSize(delta, source.end).value];
  } catch {
    return [undefined, undefined];
  }
}

function readSize(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let scale = 1;
  for (let at = from; ; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end: at + 1 };
  }
}

const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';

/** A letter for the number of bytes (A-Z 1-26, a-z 27-52), then five digits for every four bytes. */
function decodeBase85Line(line: string): Buffer {
  const first = line.charCodeAt(0);
  const length = first >= 97 ? first - 97 + 27 : first - 65 + 1;
  const out = Buffer.alloc(Math.ceil(length / 4) * 4);
  for (let group = 0; group * 4 < length; group += 1) {
    let value = 0;
    for (let n = 0; n < 5; n += 1) value = value * 85 + BASE85.indexOf(line.charAt(1 + group * 5 + n));
    out.writeUInt32BE(value >>> 0, group * 4);
  }
  return out.subarray(0, length);
}

/** A path; of a moved file both, with what they share said once: `src/{old => new}/main.c`. */
function renderLabel({ oldPath, newPath, change }: PatchFile): string {
  const to = newPath ?? oldPath ?? '';
  if ((change !== 'renamed' && change !== 'copied') || oldPath === undefined) return quotePath(to);
  return renderMove(oldPath, to);
}

function renderMove(from: string, to: string): string {
  const quoted = [quotePath(from), quotePath(to)];
  if (quoted[0] !== from || quoted[1] !== to) return quoted.join(' => ');
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same += 1;
  const head = from.lastIndexOf('/', same - 1) + 1;
  const prefix = same === 0 ? 0 : head;
  const suffix = sharedTail(from, to, prefix);
  if (prefix + suffix === 0) return `${from} => ${to}`;
  const middle = (text: string): string => text.slice(prefix, Math.max(prefix, text.length - suffix));
  return `${from.slice(0, prefix)}{${middle(from)} => ${middle(to)}}${suffix === 0 ? '' : from.slice(from.length - suffix)}`;
}

/** Length of the longest common end that starts with a slash; it may share the slash that ends the prefix. */
function sharedTail(from: string, to: string, prefix: number): number {
  const least = prefix === 0 ? 0 : prefix - 1;
  let tail = 0;
  for (let n = 1; from.length - n >= least && to.length - n >= least; n += 1) {
    if (from[from.length - n] !== to[to.length - n]) break;
    if (from[from.length - n] === '/') tail = n;
  }
  return tail;
}

const ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/** As git shows a path: in quotes with octal numbers when it holds anything but printable ASCII. */
export function quotePath(path: string): string {
  const bytes = buildName(path);
  const plain = [...bytes].every((byte) => byte >= 32 && byte < 127 && byte !== 34 && byte !== 92);
  if (plain) return path;
  const letters = Array.from(bytes, (byte) =>
    byte >= 32 && byte < 127
      ? (ESCAPES[byte] ?? String.fromCharCode(byte))
      : (ESCAPES[byte] ?? `\\${byte.toString(8).padStart(3, '0')}`),
  );
  return `"${letters.join('')}"`;
}
