import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { parseMessage } from '../../git/index.ts';
import { parseMessageId, parseMessageIds } from './message-id.ts';
import { findSignals } from './signals.ts';
import { buildPatchKey, parseSubject } from './subject.ts';
import type { ParsedSubject } from './subject.ts';
import { carriesPatch, findTouchedPaths } from './touched-paths.ts';
import type { Mail, MailPatch, MailPerson } from './types.ts';

/** A mail that cannot be used, and why; the walk goes on. */
export interface UnusableMail {
  readonly kind: 'unusable';
  readonly why: string;
}

/** Characters of a text that are looked at. */
const MOST_TEXT = 1_000_000;
const LONGEST_SUBJECT = 500;

/**
 * Parses the bytes of one mail. `received` (seconds) is when its source got it; it stands in for dates that the mail
 * does not have. Never throws, whatever the bytes are.
 */
export async function parseMail(bytes: Uint8Array, received: number | undefined): Promise<Mail | UnusableMail> {
  try {
    return buildMail(await PostalMime.parse(bytes, { maxNestingDepth: 20, maxRfc822NestingDepth: 2 }), received);
  } catch (error) {
    return unusable(error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed');
  }
}

const unusable = (why: string): UnusableMail => ({ kind: 'unusable', why });

function buildMail(email: Email, received: number | undefined): Mail | UnusableMail {
  const id = parseMessageId(email.messageId ?? '');
  if (id === undefined) return unusable('it has no usable Message-Id');
  const when = readTimes(email, received);
  if (when === undefined) return unusable('it has no date');
  const subject = oneLine(email.subject ?? '').slice(0, LONGEST_SUBJECT);
  const parsed = parseSubject(subject);
  const text = (email.text ?? '').slice(0, MOST_TEXT).replaceAll('\r\n', '\n');
  const from = readSender(email);
  const patch = readPatch(parsed, text, from);
  return {
    id,
    parent: readParent(email, id),
    ...when,
    from,
    subject,
    list: readList(email),
    patch,
    answers: parsed.answer && parsed.mark !== undefined ? buildPatchKey(parsed.title) || undefined : undefined,
    upstream: readUpstream(text, parsed.title),
    signals: patch === undefined ? readSignals(text, parsed) : [],
  };
}

const header = (email: Email, key: string): string | undefined =>
  email.headers.find((candidate) => candidate.key === key)?.value;

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** 2100: a later date is a mistake or a trick to stay on top. */
const LATEST = 4_102_444_800;

function parseTime(text: string | undefined): number | undefined {
  const seconds = Math.floor(Date.parse(text ?? '') / 1000);
  return seconds > 0 && seconds < LATEST ? seconds : undefined;
}

/** The newest Received header stands on top: the moment at which the archive's own server got the mail. */
function readTimes(email: Email, source: number | undefined): Pick<Mail, 'sent' | 'seen'> | undefined {
  const received = parseTime(header(email, 'received')?.split(';').at(-1)?.trim());
  const sent = parseTime(email.date) ?? received ?? source;
  return sent === undefined ? undefined : { sent, seen: Math.max(sent, received ?? 0) };
}

function readSender({ from, sender }: Email): MailPerson {
  const box = [from, sender].find((candidate) => candidate?.address !== undefined);
  return buildPerson(box?.name ?? '', box?.address ?? '');
}

const buildPerson = (name: string, email: string): MailPerson => ({
  name: oneLine(name).slice(0, 200),
  email: email.trim().toLowerCase().slice(0, 250),
});

function readParent(email: Email, own: string): string | undefined {
  const ids = [parseMessageIds(email.inReplyTo ?? '').at(0), parseMessageIds(email.references ?? '').at(-1)];
  return ids.find((id) => id !== undefined && id !== own);
}

function readList(email: Email): string | undefined {
  const value = header(email, 'list-id');
  return value === undefined ? undefined : (/<([\w.+-]{1,100})>/.exec(value)?.[1] ?? undefined);
}

/** A subject alone makes no patch: answers keep it, so a patch must also carry a diff, and a cover letter be part 0. */
function readPatch(parsed: ParsedSubject, text: string, from: MailPerson): MailPatch | undefined {
  const { mark, title, answer, notice } = parsed;
  if (answer || notice) return undefined;
  const cover = mark?.part === 0;
  if (!cover && !(carriesPatch(text) && (mark !== undefined || /^---$/m.test(text)))) return undefined;
  const { message, author } = splitAuthor(text.split(/^---$/m, 1)[0] ?? '');
  const facts = parseMessage(title, message);
  return {
    ...(mark ?? { version: 1, part: undefined, of: undefined, rfc: false, words: [] }),
    key: buildPatchKey(title),
    author: author ?? from,
    paths: cover ? [] : findTouchedPaths(text),
    fixes: facts.fixes.length > 0,
    stable: facts.stable.some((trailer) => !trailer.noAutosel),
  };
}

/** `git send-email` names another author in the first line of the text. */
function splitAuthor(message: string): { readonly message: string; readonly author: MailPerson | undefined } {
  const match = /^\s*From: ([^<\n]{0,200})<([^>\s]{1,250})>[ \t]*\n/.exec(message);
  if (match === null) return { message, author: undefined };
  const name = (match[1] ?? '').replaceAll('"', '');
  return { message: message.slice(match[0].length), author: buildPerson(name, match[2] ?? '') };
}

const conflict = /^git cherry-pick -x ([0-9a-f]{10,40})$/gm;

/** Commits that the mail is about: as stable commits name them, or as a notice of a conflict does. Quotes do not count. */
function readUpstream(text: string, title: string): readonly string[] {
  const own = text.replace(/^[ \t]*>.*$/gm, '');
  const named = parseMessage(title, own).upstream.map((reference) => reference.id);
  const failed = [...own.matchAll(conflict)].map((match) => match[1] ?? '');
  return [...new Set([...named, ...failed].filter((id) => id.length >= 10))].slice(0, 8);
}

const OF_NOTICES = new Set(['taken', 'failed-to-apply']);

/** A patch is the matter itself and says nothing about it; a notice quotes the patch unmarked. */
function readSignals(text: string, { notice }: ParsedSubject): Mail['signals'] {
  const signals = findSignals(text);
  return notice ? signals.filter(({ kind }) => OF_NOTICES.has(kind)) : signals;
}
