import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { judgeReviews, type Review } from '../../src/history/index.ts';
import {
  parseReply,
  threadReplies,
  understandThreaded,
  type SentProposal,
  type ThreadedReply,
} from '../../src/mail/index.ts';

interface RealMail {
  readonly title: string;
  readonly at: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly replies: readonly { readonly headers: RealMail['headers']; readonly body: string }[];
  readonly also: readonly string[];
  readonly outcome?: string;
  readonly reason?: string;
}

/** One proposal with an outcome, and what was recognised in its answers. */
interface Judged {
  readonly title: string;
  readonly half: 'a' | 'b';
  readonly outcome: string;
  readonly reason: string;
  readonly recognised: string;
  readonly ground: string;
  /** The words that decide. */
  readonly words: string;
  readonly quotes: readonly string[];
}

/**
 * `answers MAILS.jsonl.gz [SHOW]`: all proposals are known, all their replies come in one heap, those of the sender left out: they tell
 * the outcome. Every other writer counts here, for whose word decides is another question. SHOW prints the cases of a half.
 */
export async function benchAnswers([file = '', show = '']: readonly string[]): Promise<object> {
  const mails = readMails(file);
  const proposals = mails.map(toProposal);
  const raws = mails.flatMap(({ replies }) => replies.filter((reply) => !isSender(reply.headers)).map(renderRaw));
  const replies = (await Promise.all(raws.map(parseReply))).filter((reply) => reply !== undefined);
  const threaded = threadReplies(replies, proposals);
  const judged: Judged[] = [];
  for (const mail of mails)
    if (mail.outcome !== undefined && mail.outcome !== 'bot-only')
      judged.push(
        await judge(
          mail,
          threaded.filter(({ proposal }) => proposal.commit === idOf(mail)),
        ),
      );
  return {
    replies: raws.length,
    parsed: replies.length,
    threaded: countThreaded(mails, threaded),
    ...Object.fromEntries(HALVES.map((half) => [half, report(judged, half)])),
    ...(show === '' ? {} : { cases: judged.filter(({ half }) => half === show) }),
  };
}

/** Their words for ours. */
const GROUNDS: Readonly<Record<string, string>> = {
  'not affected': 'NA',
  'no fix': 'NOTFIX',
  regression: 'FOLLOWUP',
  feature: 'FEATURE',
  prerequisites: 'DEPS',
  preparation: 'PREP',
  minor: 'MINOR',
  early: 'SOAK',
  'bad port': 'BADPORT',
};

const HALVES = ['a', 'b', 'both'] as const;

const readMails = (file: string): RealMail[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RealMail);

const headerOf = (headers: RealMail['headers'], name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
const isSender = (headers: RealMail['headers']): boolean => /\bsashal@kernel\.org\b/.test(headerOf(headers, 'from'));
/** Each mail stands for a commit of its own: the data hold each title once. */
const idOf = ({ title }: RealMail): string => createHash('sha1').update(title).digest('hex');

const toProposal = (mail: RealMail): SentProposal => ({
  messageId: headerOf(mail.headers, 'message-id').replace(/^<|>$/g, ''),
  commit: idOf(mail),
  subject: mail.title,
  digest: undefined,
  at: mail.at,
});

function renderRaw({ headers, body }: RealMail['replies'][number]): Buffer {
  // The bodies are decoded texts already.
  const kept = headers.filter(([name]) => !/^content-|^mime-version/i.test(name));
  const lines = [...kept, ['Content-Type', 'text/plain; charset=utf-8'], ['MIME-Version', '1.0']] as const;
  return Buffer.from(`${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`);
}

async function judge(mail: RealMail, threaded: readonly ThreadedReply[]): Promise<Judged> {
  const branches = listVersions(mail);
  const all = await Promise.all(
    threaded.map((each) => understandThreaded({ threaded: each, authority: 'anybody', branches, model: undefined })),
  );
  const reviews = all.flatMap(({ review }) => review ?? []);
  const decisive = decide(reviews, branches);
  return {
    title: mail.title,
    half: Number.parseInt(createHash('sha256').update(mail.title).digest('hex').slice(-1), 16) % 2 === 0 ? 'a' : 'b',
    outcome: mail.outcome ?? '',
    reason: mail.reason ?? '',
    recognised: decisive.answer,
    ground: GROUNDS[decisive.because?.ground ?? ''] ?? 'none',
    words: decisive.because?.reason ?? '',
    quotes: all.map(({ review, reading }) => `${review?.answer ?? 'open'}: ${reading.quote}`),
  };
}

/** Of the mail and of those for other branches. */
const listVersions = ({ headers, also }: RealMail): readonly string[] => [
  ...new Set(
    [headerOf(headers, 'subject'), ...also].flatMap((subject) => /AUTOSEL[^\]]*?(\d+\.\d+)/.exec(subject)?.[1] ?? []),
  ),
];

/** The strictest that holds on some branch; where nothing does, what else was asked for. */
function decide(
  reviews: readonly Review[],
  branches: readonly string[],
): { readonly answer: string; readonly because: Review | undefined } {
  const standings = [undefined, ...branches].map((branch) => judgeReviews(reviews, branch));
  for (const kind of ['dropped', 'waiting', 'accepted']) {
    const found = standings.find((each) => each.kind === kind);
    if (found?.because !== undefined) return { answer: found.because.answer, because: found.because };
  }
  const asked = reviews.find(({ answer }) => answer === 'question');
  return { answer: asked === undefined ? 'left open' : 'question', because: asked };
}

function countThreaded(mails: readonly RealMail[], threaded: readonly ThreadedReply[]): object {
  const right = new Map(
    mails.flatMap((mail) =>
      mail.replies.map(({ headers }) => [headerOf(headers, 'message-id').replace(/^<|>$/g, ''), idOf(mail)] as const),
    ),
  );
  const wrong = threaded.filter(({ reply, proposal }) => right.get(reply.messageId) !== proposal.commit);
  const how = Object.fromEntries([...Map.groupBy(threaded, (each) => each.how)].map(([name, of]) => [name, of.length]));
  return { all: threaded.length, wrong: wrong.map(({ reply, proposal }) => [reply.subject, proposal.subject]), how };
}

/** Rows: what became of it. Columns: what was recognised; then the grounds of drops that were found. */
function report(all: readonly Judged[], half: (typeof HALVES)[number]): object {
  const judged = all.filter((each) => half === 'both' || each.half === half);
  const drops = judged.filter(({ outcome }) => outcome === 'dropped');
  const found = drops.filter(({ recognised }) => recognised === 'drop' || recognised === 'wait');
  const grounded = found.filter(({ reason }) => reason !== 'JUNK');
  return {
    proposals: judged.length,
    drops: `${drops.filter(({ recognised }) => recognised === 'drop').length} as drop, ${found.length} as drop or wait, of ${drops.length}`,
    table: cross(
      judged,
      ({ outcome }) => outcome,
      ({ recognised }) => recognised,
    ),
    grounds: `${grounded.filter(({ reason, ground }) => reason === ground).length} of ${grounded.length}`,
    groundsTable: cross(
      found,
      ({ reason }) => reason,
      ({ ground }) => ground,
    ),
  };
}

function cross(of: readonly Judged[], row: (each: Judged) => string, column: (each: Judged) => string): object {
  return Object.fromEntries(
    [...Map.groupBy(of, row)].map(([name, group]) => [
      name,
      Object.fromEntries([...Map.groupBy(group, column)].map(([key, cell]) => [key, cell.length])),
    ]),
  );
}
