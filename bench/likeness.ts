/**
 * Learns the table of src/evidence/change/weights.ts: which signs of a change (its message's and its diff's) make it read like
 * a proposal that nobody objected to, and which like a commit that nobody thought of for a stable branch.
 *
 * `node bench/likeness.ts MAILS.jsonl.gz COMMITS.jsonl.gz [--until DATE] [--share S]` prints the table as source text.
 * Likes: proposals of half `a` without any objection. Unlikes: commits of mainline with neither a Fixes trailer nor a tag for
 * stable, whose subject no mail has. A dropped proposal is never learned from. The limit is the score under which the
 * share S (.03 when left out) of the likes lies. `--until` leaves later mails out, `--half` chooses the half, `--test` says
 * how many proposals of the other half, or later ones, lie under the limit.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { findSigns, readChange } from '../src/evidence/index.ts';
import { parseMessage, parsePatch } from '../src/git/index.ts';
import { readProposal } from '../src/mail/index.ts';

interface MailLine {
  readonly title: string;
  readonly body: string;
  readonly at: number;
  readonly outcome?: string;
  readonly reason?: string;
}
interface CommitLine {
  readonly subject: string;
  readonly body: string;
  readonly diff: string;
}
/** Signs of one change, and 1 for a like or 0 for an unlike. */
interface Example {
  readonly signs: ReadonlySet<string>;
  readonly like: number;
}

/** Signs that fewer changes than these have say nothing yet. */
const SEEN_OFTEN = 25;
/** Pull of every weight towards 0, in examples. */
const PULL = 20;
const STEPS = 400;

const readLines = <T>(path: string): T[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

const source = { message: '', diff: '' };
const signsOfMail = (line: MailLine): ReadonlySet<string> => {
  const { subject, body, facts, patch } = readProposal(line.title, line.body);
  return new Set(findSigns(readChange({ subject, body, facts, patch, source })));
};
function signsOfCommit({ subject, body, diff }: CommitLine): ReadonlySet<string> {
  const patch = parsePatch(Buffer.from(diff));
  return new Set(findSigns(readChange({ subject, body, facts: parseMessage(subject, body), patch, source })));
}
function isUntagged({ subject, body }: CommitLine): boolean {
  const { fixes, stable } = parseMessage(subject, body);
  return fixes.length === 0 && stable.length === 0;
}
const halfOf = (line: MailLine): 'a' | 'b' =>
  Number.parseInt(createHash('sha256').update(line.title).digest('hex').slice(-1), 16) % 2 === 0 ? 'a' : 'b';

interface Table {
  readonly start: number;
  readonly signs: ReadonlyMap<string, number>;
}
const scoreOf = ({ start, signs }: Table, of: ReadonlySet<string>): number =>
  [...of].reduce((sum, sign) => sum + (signs.get(sign) ?? 0), start);

/** Logistic regression by steps down the slope with momentum; both kinds weigh the same in sum. */
function learn(examples: readonly Example[]): Table {
  const names = [...new Set(examples.flatMap(({ signs }) => [...signs]))].filter(
    (name) => examples.filter(({ signs }) => signs.has(name)).length >= SEEN_OFTEN,
  );
  const at = new Map(names.map((name, n) => [name, n + 1]));
  const rows = examples.map(({ signs }) => [0, ...[...signs].flatMap((sign) => at.get(sign) ?? [])]);
  const likes = examples.filter(({ like }) => like === 1).length;
  const weigh = (like: number): number => examples.length / 2 / (like === 1 ? likes : examples.length - likes);
  const weights = new Float64Array(names.length + 1);
  const speed = new Float64Array(names.length + 1);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, n) => (n === 0 ? 0 : -PULL * weight));
    rows.forEach((row, n) => {
      const { like } = examples[n];
      const sum = row.reduce((total, column) => total + weights[column], 0);
      const miss = (like - 1 / (1 + Math.exp(-sum))) * weigh(like);
      for (const column of row) slope[column] += miss;
    });
    for (let n = 0; n < weights.length; n += 1) {
      speed[n] = 0.9 * speed[n] + (slope[n] / examples.length) * 0.5;
      weights[n] += speed[n];
    }
  }
  return { start: weights[0], signs: new Map(names.map((name, n) => [name, weights[n + 1]])) };
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      until: { type: 'string' },
      share: { type: 'string', default: '0.03' },
      half: { type: 'string', default: 'a' },
      test: { type: 'boolean', default: false },
    },
  });
  const [mailPath, commitPath] = positionals;
  if (mailPath === undefined || commitPath === undefined) throw new Error('usage: MAILS.jsonl.gz COMMITS.jsonl.gz');
  const mails = readLines<MailLine>(mailPath);
  const titles = new Set(mails.map(({ title }) => title));
  const until = values.until === undefined ? undefined : Date.parse(values.until) / 1000;
  const isLearned = (line: MailLine): boolean => (until === undefined ? halfOf(line) === values.half : line.at < until);
  const likes = mails.filter((line) => line.outcome === undefined && isLearned(line)).map(signsOfMail);
  const unlikes = readLines<CommitLine>(commitPath)
    .filter((commit) => !titles.has(commit.subject) && isUntagged(commit))
    .map(signsOfCommit);
  const table = learn([...likes.map((signs) => ({ signs, like: 1 })), ...unlikes.map((signs) => ({ signs, like: 0 }))]);
  const sorted = likes.map((signs) => scoreOf(table, signs)).toSorted((a, b) => a - b);
  const limit = sorted[Math.floor(sorted.length * Number(values.share))];
  if (values.test)
    return report(
      mails.filter((line) => !isLearned(line)),
      table,
      limit,
    );
  const signs = [...table.signs].toSorted((a, b) => a[1] - b[1]);
  console.log(`// ${likes.length} likes, ${unlikes.length} unlikes`);
  console.log(`start: ${table.start.toFixed(2)}, limit: ${limit.toFixed(2)},`);
  for (const [name, weight] of signs) console.log(`'${name}': ${weight.toFixed(2)},`);
}

function report(mails: readonly MailLine[], table: Table, limit: number): void {
  const groups = Map.groupBy(mails, ({ outcome, reason }) =>
    outcome === 'dropped' ? (reason ?? '?') : (outcome ?? 'fine'),
  );
  for (const [group, of] of groups) {
    const under = of.filter((line) => scoreOf(table, signsOfMail(line)) < limit).length;
    console.log(`${group}: ${under} of ${of.length}`);
  }
}

main();
