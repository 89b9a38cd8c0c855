import { parseReferenceLine, standsBelow, type ReferenceLine } from '../../git/index.ts';
import type { MailAddress } from '../address.ts';
import type { MailContent } from './content.ts';
import { splitDiffstat } from './diffstat-block.ts';
import { findPatch } from './patch-range.ts';
import { cutReference } from './sign-off.ts';
import type { SkeletonMail } from './types.ts';

export type BodyParts = Pick<
  SkeletonMail,
  'author' | 'upstream' | 'message' | 'signOff' | 'explanation' | 'patch' | 'signature'
> & { readonly warnings: readonly string[] };

/** Reads the text of a patch mail; undefined when it holds no diff. The sign-off of `sender` stands apart. */
export function parseBody({ bytes, charset }: MailContent, sender: MailAddress): BodyParts | undefined {
  const range = findPatch(bytes);
  if (range === undefined) return undefined;
  const head = decodeText(bytes.subarray(0, range.from), charset).replace(/^\s+/, '');
  const rule = findRule(head);
  const below = splitDiffstat(rule === undefined ? '' : head.slice(rule.end));
  const foot = readFoot(decodeText(bytes.subarray(range.to), charset));
  return {
    ...readMessage(head.slice(0, rule?.at ?? head.length), sender),
    explanation: below.explanation,
    patch: bytes.subarray(range.from, range.to),
    signature: foot.signature,
    warnings: [
      ...(rule === undefined
        ? ['no line --- ends the message: git takes all text above the diff for the message']
        : []),
      ...(rule !== undefined && rule.first < rule.at
        ? ['the message itself holds a line ---: git am ends the message there']
        : []),
      ...(foot.strange ? ['text stands behind the patch that is no part of it: lines may have been wrapped'] : []),
    ],
  };
}

function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

interface Rule {
  readonly at: number;
  readonly end: number;
  /** Where git am ends the message. */
  readonly first: number;
}

/** What a machine's explanation or a diffstat begins with. */
const BEGINS_BELOW = /^\n*(?:LLM Generated explanations\b|Machine text\b| \S[^\n]* \| +(?:\d+|Bin\b))/;

/**
 * The `---` between message and the rest. Messages hold such lines too, and git ends them there; the one that a diffstat or an
 * explanation follows is the sender's.
 */
function findRule(head: string): Rule | undefined {
  const rules = [...head.matchAll(/^---[ \t]*(?:\n|$)/gm)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }));
  const first = rules[0];
  if (first === undefined) return undefined;
  const own = rules.find(({ end }) => BEGINS_BELOW.test(head.slice(end))) ?? first;
  return { ...own, first: first.at };
}

const FROM = /^From: *(\S[^\n]*)\n+/;
const SIGNED = /(?:^|\n)Signed-off-by: ([^\n]*<[^<>\n]+>)$/;

function readMessage(
  text: string,
  sender: MailAddress,
): Pick<BodyParts, 'author' | 'upstream' | 'message' | 'signOff'> {
  const from = FROM.exec(text);
  const inner = text.slice(from?.[0].length ?? 0);
  const { upstream, length } = readUpstream(inner);
  const whole = inner.slice(length).replace(/\n+$/, '');
  const signed = SIGNED.exec(whole);
  const signer = signed === null ? undefined : readAuthor(signed[1]);
  const own = signer !== undefined && isSame(signer, sender);
  const message = signed !== null && own ? whole.slice(0, signed.index).replace(/\n+$/, '') : whole;
  return {
    author: from === null ? undefined : readAuthor(from[1]),
    ...((upstream === undefined ? cutReference(message) : undefined) ?? { upstream, message }),
    signOff: own ? signer : undefined,
  };
}

const isSame = (a: MailAddress, b: MailAddress): boolean =>
  a.email.toLowerCase() === b.email.toLowerCase() || (a.name !== '' && a.name === b.name);

/** The line above the message, with the empty lines behind it. */
function readUpstream(text: string): { readonly upstream: ReferenceLine | undefined; readonly length: number } {
  const [line = ''] = /^[^\n]*\n*/.exec(text) ?? [];
  const upstream = parseReferenceLine(line);
  return upstream === undefined || standsBelow(upstream.style)
    ? { upstream: undefined, length: 0 }
    : { upstream, length: line.length };
}

function readAuthor(text: string): MailAddress {
  const found = /^(.*?)\s*<([^<>]*)>\s*$/.exec(text);
  if (found === null) return { name: '', email: text.trim() };
  return { name: found[1].replace(/^"(.*)"$/, '$1').replace(/\\(["\\])/g, '$1'), email: found[2] };
}

function readFoot(text: string): { readonly signature: string; readonly strange: boolean } {
  const found = /^\n*-- ?\n([^\n]*)/.exec(text);
  return { signature: found?.[1].trim() ?? '', strange: found === null && text.trim() !== '' };
}
