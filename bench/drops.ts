/**
 * Would facts have spared the drops? Every proposal mail is read from its own text and diff, with no tree behind it, and gets
 * the facts of its nature; then: of the proposals that maintainers dropped for a reason, how many have a fact against them,
 * and of those that nobody objected to, how many have one falsely.
 *
 * `node bench/drops.ts MAILS.jsonl.gz [--show REASON] [--half a|b]` prints two tables for each half of the mails, split by
 * a hash of the title. Rules were written while looking at half `a` only.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { natureFacts } from '../src/evidence/index.ts';
import type { Finding } from '../src/evidence/index.ts';
import { readProposal } from '../src/mail/index.ts';

interface MailLine {
  readonly title: string;
  readonly body: string;
  readonly at: number;
  readonly outcome?: string;
  readonly reason?: string;
}

interface Read {
  readonly line: MailLine;
  readonly half: 'a' | 'b';
  /** `NOTFIX` … for a dropped one, `fine` where nobody objected, `kept`, `question` … otherwise. */
  readonly group: string;
  readonly facts: readonly Finding[];
}

/** The kinds of facts that say what the reason says. */
const SAYS: Readonly<Record<string, readonly string[]>> = {
  NOTFIX: ['nature-not-fix', 'nature-cost', 'nature-no-defect'],
  FEATURE: ['nature-feature', 'nature-cost', 'nature-no-defect'],
  PREP: ['nature-preparation', 'nature-no-defect'],
};
const AIMED = Object.keys(SAYS);
const against = (read: Read): readonly string[] =>
  read.facts.filter(({ weighs }) => weighs === 'against').map(({ kind }) => kind);

function readMail(line: MailLine): Read {
  const { subject, body, facts, patch } = readProposal(line.title, line.body);
  const source = { message: 'the mail', diff: 'the mail' };
  const half =
    Number.parseInt(createHash('sha256').update(line.title).digest('hex').slice(-1), 16) % 2 === 0 ? 'a' : 'b';
  const group = line.outcome === undefined ? 'fine' : line.outcome === 'dropped' ? (line.reason ?? '?') : line.outcome;
  return { line, half, group, facts: natureFacts({ subject, body, facts, patch, source }) };
}

/** With the 95 % interval of Wilson: most groups are so small that a share alone says nothing. */
function percent(part: number, whole: number): string {
  if (whole === 0) return '0/0';
  const [share, z] = [part / whole, 1.96 ** 2 / whole];
  const spread = 1.96 * Math.sqrt((share * (1 - share)) / whole + z / (4 * whole));
  const [low, high] = [share + z / 2 - spread, share + z / 2 + spread].map((end) =>
    (100 * Math.min(1, Math.max(0, end / (1 + z)))).toFixed(0),
  );
  return `${part}/${whole} ${(100 * share).toFixed(1)} % (${low}-${high})`;
}

/** Rows: years of the mails. Rules do not know the day, so a year apart from the others shows drift. */
function reportYears(reads: readonly Read[]): void {
  const years = Map.groupBy(reads, ({ line }) => new Date(line.at * 1000).getUTCFullYear());
  const share = (of: readonly Read[]): string =>
    percent(of.filter((read) => against(read).length > 0).length, of.length);
  console.table(
    [...years]
      .toSorted((a, b) => a[0] - b[0])
      .map(([year, of]) => ({
        year,
        [AIMED.join('+')]: share(of.filter(({ group }) => AIMED.includes(group))),
        fine: share(of.filter(({ group }) => group === 'fine')),
      })),
  );
}

/** Rows: why it was dropped. Columns: how many have the fact of that reason, how many any fact against. */
function reportReasons(reads: readonly Read[]): void {
  const groups = Map.groupBy(reads, ({ group }) => group);
  const rows = [...groups]
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([group, of]) => {
      const own = SAYS[group] ?? [];
      const saying = of.filter((read) => against(read).some((kind) => own.includes(kind))).length;
      return {
        group,
        said: own.length === 0 ? '' : percent(saying, of.length),
        'any against': percent(of.filter((read) => against(read).length > 0).length, of.length),
      };
    });
  const aimed = reads.filter(({ group }) => AIMED.includes(group));
  const said = aimed.filter((read) => against(read).some((kind) => SAYS[read.group].includes(kind))).length;
  rows.push({
    group: AIMED.join('+'),
    said: percent(said, aimed.length),
    'any against': percent(aimed.filter((read) => against(read).length > 0).length, aimed.length),
  });
  console.table(rows);
}

/** Rows: kinds of facts against. Columns: dropped ones of each aimed reason, and those that nobody objected to. */
function reportKinds(reads: readonly Read[]): void {
  const kinds = [...new Set(reads.flatMap(against))].toSorted();
  const share = (group: string, kind: string): string => {
    const of = reads.filter((read) => read.group === group);
    return percent(of.filter((read) => against(read).includes(kind)).length, of.length);
  };
  console.table(
    kinds.map((kind) => ({
      kind,
      ...Object.fromEntries([...AIMED, 'fine', 'kept'].map((group) => [group, share(group, kind)])),
    })),
  );
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { show: { type: 'string' }, half: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined) throw new Error('usage: node bench/drops.ts MAILS.jsonl.gz [--half a|b] [--show GROUP]');
  const lines = gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const began = performance.now();
  const reads = lines.map((line) => readMail(JSON.parse(line) as MailLine));
  const ms = performance.now() - began;
  for (const half of ['a', 'b'] as const) {
    if (values.half !== undefined && values.half !== half) continue;
    const some = reads.filter((read) => read.half === half);
    console.log(`half ${half}: ${some.length} mails`);
    reportReasons(some);
    reportKinds(some);
    for (const read of some.filter(({ group }) => group === values.show))
      console.log(
        `${against(read).length > 0 ? '!' : ' '} ${read.line.title}\n${read.facts.map(({ kind, says, weighs }) => `      ${weighs} ${kind}: ${says}\n`).join('')}`,
      );
  }
  if (values.half === undefined) reportYears(reads);
  console.log(`${(ms / lines.length).toFixed(2)} ms a mail`);
}

main();
