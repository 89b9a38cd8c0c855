import { createHash } from 'node:crypto';
import type { MailAddress } from './address.ts';
import { MACHINE_NOTICE } from './explain.ts';
import { renderAddressHeader, renderDate, renderHeader } from './headers.ts';
import type { OutgoingMail } from './send-outgoing.ts';
import { readHeaders } from './send-outgoing.ts';
import { chooseEncoding, encodeQuotedPrintable } from './transfer.ts';
import { plainText, wrapText } from './wrap.ts';
import { plural } from '../plural.ts';

/** One proposal in a digest. */
export interface DigestItem {
  readonly mail: OutgoingMail;
  /** Subject of the commit, without marks. */
  readonly subject: string;
  readonly author: string | undefined;
  /** What the mail would have said, as it stands there. */
  readonly explanation: string;
}

export interface Digest {
  /** `2026-W47`. */
  readonly week: string;
  readonly subsystem: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  /** Seconds since 1970. */
  readonly date: number;
  readonly items: readonly DigestItem[];
}

/** Lines of an explanation that a digest keeps: its summary. */
const KEPT_LINES = 8;

/** `2026-W47` for a moment in seconds: weeks as ISO 8601 has them, in UTC. */
export function weekOf(seconds: number): string {
  const day = new Date(seconds * 1000);
  const weekday = day.getUTCDay() === 0 ? 7 : day.getUTCDay();
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 4 - weekday));
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - start) / (7 * 86_400_000)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** What a digest is sent once for. */
export const digestMatter = ({ week, subsystem }: Pick<Digest, 'week' | 'subsystem'>): string =>
  `digest ${week} ${subsystem.replace(/[^\x21-\x7e]+/g, '-')}`;

/** One mail for all proposals of a subsystem in a week. The same values give the same bytes. */
export function renderDigest(digest: Digest): Buffer {
  const body = Buffer.from(renderBody(digest), 'utf8');
  const encoding = chooseEncoding(body);
  const { items, subsystem, week } = digest;
  const title = `[AUTOSEL digest ${week}] ${subsystem}: ${plural(items.length, 'proposal')}`;
  const headers = [
    renderAddressHeader('From', [digest.from]),
    renderAddressHeader('To', digest.to),
    renderHeader('Subject', title),
    `Date: ${renderDate(digest.date)}`,
    `Message-ID: <${buildDigestId(digest)}>`,
    'X-AUTOSEL-Decision: digest',
    renderHeader('X-AUTOSEL-Matter', digestMatter(digest)),
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  const text = encoding === '8bit' ? body : encodeQuotedPrintable(body);
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`, 'utf8'), text]);
}

function buildDigestId({ week, items, from, subsystem }: Digest): string {
  const hash = createHash('sha256').update(
    `${week}\n${subsystem}\n${items.map(({ mail }) => mail.messageId).join('\n')}`,
  );
  return `digest.${week}.${hash.digest('hex').slice(0, 16)}-autosel@${from.email.split('@')[1] ?? 'localhost'}`;
}

function renderBody({ items, subsystem, week }: Digest): string {
  const head = [
    ...wrapText(MACHINE_NOTICE),
    '',
    ...wrapText(
      `Proposals for stable branches about ${plainText(subsystem)}, week ${week}. This mail stands for one mail each.`,
    ),
    ...wrapText(
      'How to answer: quote the heading of a proposal and write "drop", "take", "wait" or a question below it, or begin a line with the id of its commit.',
    ),
  ];
  return `${[...head, ...items.flatMap((item, at) => ['', ...renderItem(item, at + 1)])].join('\n')}\n`;
}

function renderItem({ mail, subject, author, explanation }: DigestItem, number: number): string[] {
  const header = (name: string): string | undefined => readHeaders(mail.raw).find(([key]) => key === name)?.[1];
  const facts = [
    ['branches', header('x-autosel-branches')],
    ['confidence', header('x-autosel-confidence')],
    ['author', author],
  ].flatMap(([name, value]) => (value === undefined ? [] : wrapText(`${name}: ${plainText(value)}`, { lead: '   ' })));
  const why = summaryOf(explanation).map((line) => `   ${plainText(line.trimEnd())}`);
  return [`${number}. ${mail.commit?.slice(0, 12) ?? ''} ("${plainText(subject)}")`, ...facts, ...why];
}

/** The first paragraph behind the notice that a machine wrote it. */
function summaryOf(explanation: string): string[] {
  const paragraphs = explanation.split(/\n\s*\n/);
  const first = paragraphs.find((text) => !text.trimStart().startsWith(MACHINE_NOTICE.slice(0, 20))) ?? '';
  return first
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, KEPT_LINES);
}
