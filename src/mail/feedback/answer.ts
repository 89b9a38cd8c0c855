import { createHash } from 'node:crypto';
import type { Review } from '../../history/index.ts';
import type { MailAddress } from '../address.ts';
import { renderAddressHeader, renderDate, renderHeader } from '../headers.ts';
import { chooseEncoding, encodeQuotedPrintable } from '../transfer.ts';
import { plainText, wrapText } from '../wrap.ts';
import type { UnderstoodReply } from './review.ts';

export interface AnswerInput {
  readonly understood: UnderstoodReply;
  readonly from: MailAddress;
  /** Seconds since 1970. */
  readonly date: number;
}

/** What becomes of a proposal after each answer, for its writer. */
const EFFECTS = {
  drop: 'The proposal is dropped: it is not sent again and not queued.',
  accept: 'The proposal counts as accepted.',
  wait: 'The proposal waits until a person takes it up again.',
  also: 'The proposal is held until a person has looked at what you want with it.',
  question: 'A person has to answer; nothing is decided by it.',
} as const;

/**
 * Tells the writer of a reply what was understood. Undefined where no answer may go: to programs, to senders who may be forged or whose
 * word does not decide, to ourselves, to answers of our answers (two programs would never end), and where nothing was understood.
 */
export function renderAnswer({ understood, from, date }: AnswerInput): Buffer | undefined {
  const { reply, review } = understood;
  if (review === undefined || review.authority === undefined || reply.automatic !== undefined) return undefined;
  if (reply.from.email === from.email.toLowerCase() || isAnswerId(reply.parents[0] ?? '')) return undefined;
  const body = Buffer.from(renderBody(understood), 'utf8');
  const encoding = chooseEncoding(body);
  const references = [...new Set([...reply.parents.toReversed(), reply.messageId])].slice(-20);
  const headers = [
    renderAddressHeader('From', [from]),
    renderAddressHeader('To', [reply.from]),
    renderHeader('Subject', /^re:/i.test(reply.subject) ? reply.subject : `Re: ${reply.subject}`),
    `Date: ${renderDate(date)}`,
    `Message-ID: <${buildAnswerId(review, from)}>`,
    `In-Reply-To: <${reply.messageId}>`,
    renderHeader('References', references.map((id) => `<${id}>`).join(' ')),
    'Auto-Submitted: auto-replied',
    'X-AUTOSEL-Decision: answer',
    renderHeader('X-AUTOSEL-Matter', `answer ${review.commit} ${reply.messageId}`),
    `X-AUTOSEL-Commit: ${review.commit}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  const text = encoding === '8bit' ? body : encodeQuotedPrintable(body);
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`, 'utf8'), text]);
}

/** One reply to a digest has an answer for each commit that it is about. */
const buildAnswerId = ({ source, commit }: Review, from: MailAddress): string =>
  `answer.${createHash('sha256').update(`${source}\n${commit}`).digest('hex').slice(0, 24)}-autosel@${from.email.split('@')[1] ?? 'localhost'}`;

const isAnswerId = (messageId: string): boolean => /^answer\.[0-9a-f]{24}-autosel@/.test(messageId);

function renderBody({ review, proposal, reading }: UnderstoodReply): string {
  if (review === undefined) return '';
  const quote = review.reason === '' ? [] : [...wrapText(plainText(review.reason), { lead: '> ' }).map(asQuote), ''];
  const where = review.branches.length === 0 ? 'all branches' : review.branches.map(plainText).join(', ');
  const said = `Understood, by ${reading.how === 'model' ? 'a model' : 'rules'}: "${review.answer}" for ${where}, about`;
  return `${[
    ...quote,
    ...wrapText(said),
    `  ${proposal.commit.slice(0, 12)} ("${plainText(proposal.subject)}")`,
    ...(review.also.length === 0 ? [] : ['together with', ...review.also.map((id) => `  ${id}`)]),
    '',
    ...wrapText(sayEffect(review)),
    '',
    ...wrapText(
      'Machine text. If that is not what you meant, answer with one word on a line of its own: drop, take, wait or question. A person can overrule all of it.',
    ),
  ].join('\n')}\n`;
}

const sayEffect = ({ answer, branches }: Review): string =>
  answer === 'drop' && branches.length > 0
    ? 'It is not queued there; for other branches the proposal stands.'
    : EFFECTS[answer];

/** Continuation lines of a quote are quoted too. */
const asQuote = (line: string): string => (line.startsWith('> ') ? line : `> ${line.trimStart()}`);
