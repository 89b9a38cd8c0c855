import PostalMime, { type Email } from 'postal-mime';
import type { MailAddress } from '../address.ts';
import { readHtml } from './html-words.ts';

/** A mail that may answer a proposal. */
export interface Reply {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Mails that it answers, the nearest first. */
  readonly parents: readonly string[];
  readonly from: MailAddress;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly text: string;
  /** Why it is no person's answer: a program wrote it; undefined for a person's mail. */
  readonly automatic: string | undefined;
  /** Why its sender may be another one than it names; undefined where nothing says so. */
  readonly forged: string | undefined;
}

/** Characters of a text that are looked at. */
const MOST_TEXT = 200_000;
const MOST_PARENTS = 100;

/** Parses one mail; undefined when it has no sender or no Message-Id, or cannot be parsed. Never throws, whatever the bytes are. */
export async function parseReply(raw: Uint8Array): Promise<Reply | undefined> {
  try {
    return buildReply(await PostalMime.parse(raw, { maxNestingDepth: 20, maxRfc822NestingDepth: 2 }));
  } catch {
    return undefined;
  }
}

function buildReply(email: Email): Reply | undefined {
  const [messageId] = readIds(email.messageId ?? '');
  const address = email.from?.address?.trim() ?? '';
  if (messageId === undefined || !/^[^\s<>@]+@[^\s<>@]+$/.test(address)) return undefined;
  const parents = [...readIds(email.inReplyTo ?? ''), ...readIds(email.references ?? '').toReversed()];
  const at = Math.floor(Date.parse(email.date ?? '') / 1000);
  return {
    messageId,
    parents: [...new Set(parents)].filter((id) => id !== messageId).slice(0, MOST_PARENTS),
    from: { name: oneLine(email.from?.name ?? ''), email: address.toLowerCase() },
    subject: oneLine(email.subject ?? ''),
    at: Number.isSafeInteger(at) && at > 0 ? at : 0,
    text: (email.text ?? readHtml((email.html ?? '').slice(0, MOST_TEXT))).slice(0, MOST_TEXT).replace(/\r\n?/g, '\n'),
    automatic: findAutomatic(email, address),
    forged: findForged(email),
  };
}

const readIds = (value: string): readonly string[] =>
  [...value.slice(0, 20_000).matchAll(/<([\x21-\x3b\x3d\x3f-\x7e]{1,500})>/g)].map((match) => match[1] ?? '');

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);

const header = (email: Email, key: string): string | undefined =>
  email.headers
    .find((each) => each.key === key)
    ?.value.trim()
    .toLowerCase();

/** RFC 3834 and what is older than it. `Precedence: bulk` alone says nothing: mailing lists set it on everything. */
function findAutomatic(email: Email, address: string): string | undefined {
  const submitted = header(email, 'auto-submitted');
  if (submitted !== undefined && !submitted.startsWith('no')) return `Auto-Submitted: ${submitted}`;
  if (email.headers.some(({ key }) => key.startsWith('x-autosel-'))) return 'autosel wrote it';
  if (/^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)[+@-]/i.test(address))
    return `it is from ${address}`;
  if (header(email, 'return-path') === '<>') return 'it is a delivery report';
  const old = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress'].find(
    (key) => header(email, key) !== undefined,
  );
  if (old !== undefined) return `it has a header ${old}`;
  return /^(?:auto_reply|auto-reply|junk)$/.test(header(email, 'precedence') ?? '') ? 'Precedence says so' : undefined;
}

/** What the receiving server found out (RFC 8601); the topmost of such headers is its own. */
function findForged(email: Email): string | undefined {
  const results = header(email, 'authentication-results') ?? '';
  const failed =
    /\bdmarc=fail\b/.exec(results) ?? (/\bdkim=(?:pass|none)\b/.test(results) ? null : /\bspf=fail\b/.exec(results));
  return failed === null ? undefined : `the receiving server says ${failed[0]}`;
}
