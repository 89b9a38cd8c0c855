import { isSha } from './sha.ts';
import type { Commit, Person, Sha } from './types.ts';

/** JavaScript dates end here; git itself shows wilder times as 1970. */
const lastSecond = 8_640_000_000_000;

/** A commit from the bytes of its object, or why they are none. Header lines that we do not know are passed over. */
export function parseCommit(sha: Sha, bytes: Buffer): Commit | string {
  const headerEnd = endOfHeaders(bytes);
  const headers = bytes.toString('latin1', 0, headerEnd).split('\n');
  const tree = headers[0]?.startsWith('tree ') ? headers[0].slice(5) : '';
  if (!isSha(tree)) return 'the commit object names no tree';
  const parents: Sha[] = [];
  let at = 1;
  for (; headers[at]?.startsWith('parent '); at++) {
    const parent = headers[at].slice(7);
    if (!isSha(parent)) return 'the commit object names a broken parent';
    parents.push(parent);
  }
  const label = valueOf(headers, 'encoding ', at);
  const decode = label === '' ? decodeUtf8 : decoderFor(label);
  const author = valueOf(headers, 'author ', at);
  const committer = valueOf(headers, 'committer ', at);
  const { subject, body } = parseMessageText(decode(untilNul(bytes.subarray(headerEnd + 1))));
  return {
    kind: 'commit',
    sha,
    tree,
    parents,
    author: parsePerson(author, decode),
    committer: parsePerson(committer, decode),
    subject,
    body,
  };
}

function endOfHeaders(bytes: Buffer): number {
  const blank = bytes.indexOf('\n\n');
  return blank < 0 ? bytes.length : blank + 1;
}

function untilNul(bytes: Buffer): Buffer {
  const nul = bytes.indexOf(0);
  return nul < 0 ? bytes : bytes.subarray(0, nul);
}

/** Continuation lines (signatures, merged tags) begin with a space and so never match a key. */
function valueOf(headers: readonly string[], key: string, from: number): string {
  for (let i = from; i < headers.length; i++) {
    if (headers[i].startsWith(key)) return headers[i].slice(key.length);
  }
  return '';
}

type Decode = (bytes: Buffer) => string;

function decodeUtf8(bytes: Buffer): string {
  return bytes.toString('utf8', 0, bytes.length);
}

function decoderFor(label: string): Decode {
  try {
    const decoder = new TextDecoder(label.trim(), { ignoreBOM: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return decodeUtf8;
  }
}

const ascii = /^[\0-\x7f]*$/;

function parsePerson(latin1: string, decode: Decode): Person {
  const open = latin1.indexOf('<');
  const close = latin1.lastIndexOf('>');
  if (open < 0 || close < open) return { name: text(latin1.trim(), decode), email: '', time: 0, zone: '+0000' };
  const date = /^ *(-?\d+)(?: +([+-]\d+))?/.exec(latin1.slice(close + 1));
  const time = date === null ? 0 : Number(date[1]);
  return {
    name: text(latin1.slice(0, open).trim(), decode),
    email: text(latin1.slice(open + 1, close).trim(), decode),
    time: Math.abs(time) <= lastSecond ? time : 0,
    zone: date?.[2] ?? '+0000',
  };
}

function text(latin1: string, decode: Decode): string {
  return ascii.test(latin1) ? latin1 : decode(Buffer.from(latin1, 'latin1'));
}

/** Splits a message as git does for `%s` and `%b`: the first paragraph on one line, and what follows it. */
export function parseMessageText(message: string): { readonly subject: string; readonly body: string } {
  const lines: string[] = [];
  let at = skipBlankLines(message, 0);
  while (at < message.length) {
    const end = lineEndOf(message, at);
    const line = message.slice(at, end).trimEnd();
    at = end + 1;
    if (line === '') break;
    lines.push(line);
  }
  return { subject: lines.join(' '), body: message.slice(skipBlankLines(message, at)).replace(/\n+$/, '') };
}

function lineEndOf(message: string, at: number): number {
  const end = message.indexOf('\n', at);
  return end < 0 ? message.length : end;
}

function skipBlankLines(message: string, from: number): number {
  let at = from;
  while (at < message.length) {
    const end = lineEndOf(message, at);
    if (message.slice(at, end).trim() !== '') break;
    at = end + 1;
  }
  return Math.min(at, message.length);
}
