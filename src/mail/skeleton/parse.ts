import PostalMime, { decodeWords } from 'postal-mime';
import type { Address, Email } from 'postal-mime';
import { parseMessage } from '../../git/index.ts';
import type { MailAddress } from '../address.ts';
import { parseBody } from './body.ts';
import { readContent } from './content.ts';
import type { MailContent } from './content.ts';
import { parseMark } from './mark.ts';
import { renderSignOff } from './sign-off.ts';
import type { HeaderField, NoPatchMail, ParsedMail, SkeletonMail } from './types.ts';

/**
 * Reads one mail that carries the patch of one commit, whoever sent it. Never throws, whatever the bytes are; a mail that is none says why.
 */
export async function parsePatchMail(mail: Buffer): Promise<ParsedMail | NoPatchMail> {
  try {
    return buildMail(mail, await PostalMime.parse(mail, { maxNestingDepth: 20, maxRfc822NestingDepth: 2 }));
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'its parts cannot be told';
    return { kind: 'no patch mail', code: 'unreadable', why, subject: '' };
  }
}

function buildMail(mail: Buffer, email: Email): ParsedMail | NoPatchMail {
  const subject = oneLine(email.subject ?? '');
  const refuse = (code: NoPatchMail['code'], why: string): NoPatchMail => ({
    kind: 'no patch mail',
    code,
    why,
    subject,
  });
  const marked = parseMark(subject);
  if (marked?.answer === true || (marked === undefined && /^\s*(?:re|aw|sv|fwd?)\s*:/i.test(subject)))
    return refuse('answer', 'it answers or forwards another mail');
  const from = readAddresses(email.from === undefined ? [] : [email.from])[0] ?? { name: '', email: '' };
  const body = parseBody(contentOf(mail, email), from);
  if (body === undefined) return refuse('no diff', 'it carries no diff that git would apply');
  const title = marked?.subject ?? subject;
  return {
    kind: 'patch mail',
    from,
    to: readAddresses(email.to ?? []),
    cc: readAddresses(email.cc ?? []),
    mark: marked?.mark ?? { words: [], versions: undefined, place: undefined },
    subject: title,
    ...readHeaders(email),
    ...body,
    trailers: parseMessage(title, [body.message, ...renderSignOff(body)].join('\n')).trailers,
    warnings: [...(marked === undefined ? ['the subject is not marked as a patch'] : []), ...body.warnings],
  };
}

const header = (email: Email, key: string): string | undefined =>
  email.headers.find((candidate) => candidate.key === key)?.value;

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();

/** The text as bytes where the mail is one part of text; else the text that a mail program would show. */
function contentOf(mail: Buffer, email: Email): MailContent {
  const type = header(email, 'content-type') ?? '';
  const own = readContent(mail, { type, encoding: header(email, 'content-transfer-encoding') ?? '' });
  return own ?? { bytes: Buffer.from((email.text ?? '').replaceAll('\r\n', '\n')), charset: 'utf-8' };
}

const readAddresses = (addresses: readonly Address[]): MailAddress[] =>
  addresses.flatMap((address) =>
    address.group === undefined
      ? [{ name: oneLine(address.name), email: address.address }]
      : readAddresses(address.group),
  );

/** Parts of {@link SkeletonMail}, and what the skeleton says by itself. */
const OWN = new Set([
  ...['from', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'x-mailer', 'x-stable-base'],
  ...['x-stable', 'x-patchwork-hint', 'mime-version', 'content-type', 'content-transfer-encoding'],
]);

function readHeaders(email: Email): Pick<SkeletonMail, 'date' | 'thread' | 'mailer' | 'base' | 'headers'> {
  return {
    date: oneLine(header(email, 'date') ?? ''),
    thread: {
      id: idsOf(email.messageId)[0] ?? '',
      inReplyTo: idsOf(email.inReplyTo)[0],
      references: idsOf(email.references),
    },
    mailer: header(email, 'x-mailer'),
    base: header(email, 'x-stable-base'),
    headers: email.headers.flatMap(({ key, originalKey, value }): HeaderField[] =>
      OWN.has(key) ? [] : [{ name: originalKey, value: oneLine(decodeWords(value)) }],
    ),
  };
}

const idsOf = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/<([^<>\s]+)>/g)].map((match) => match[1]);
