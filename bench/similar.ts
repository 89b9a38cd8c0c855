/**
 * Measures the search for similar commits: for every commit that says which earlier commit it fixes (the line itself
 * is masked), where does that commit stand among its neighbours? And does the mainline twin of a stable commit come
 * first? Prints a table per method. Everything is built in memory from the repository.
 *
 *   node bench/similar.ts --repo DIR [--mainline REF] [--stable 'refs/heads/linux-*'] [--queries N] [--split 2023-01-01]
 */
import { matchesGlob } from 'node:path';
import { parseArgs } from 'node:util';
import { openRepository, parseMessage, parsePatch } from '../src/git/index.ts';
import type { Commit, MessageFacts, Repository, Sha } from '../src/git/index.ts';
import { buildSearchData, extractTerms, makeSearchIndex } from '../src/history/search/index.ts';
import type { DocumentTerms, SearchIndex } from '../src/history/search/index.ts';
import { TermCollector } from '../src/models/index.ts';

interface Row {
  readonly sha: Sha;
  readonly time: number;
  readonly terms: DocumentTerms;
  readonly facts: MessageFacts;
  /** Its prose names the target by id or subject, though the Fixes line is masked. */
  readonly names: (facts: MessageFacts) => boolean;
}

interface Question {
  readonly terms: DocumentTerms;
  readonly time: number;
  readonly below: number;
  readonly exclude: number | undefined;
  readonly targets: readonly number[];
  readonly named: boolean;
}

const DEPTHS = [1, 10, 20, 50];
const SHOWN = 50;

const { values: asked } = parseArgs({
  options: {
    repo: { type: 'string' },
    mainline: { type: 'string' },
    stable: { type: 'string' },
    queries: { type: 'string', default: '2000' },
    split: { type: 'string', default: '2023-01-01' },
  },
});

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

let extraction = 0;

const readRows = async (repository: Repository, shas: readonly Sha[]): Promise<Row[]> => {
  const rows: Row[] = [];
  const collector = new TermCollector();
  const patches = repository.patches(shas)[Symbol.asyncIterator]();
  for await (const commit of repository.commits(shas)) {
    const { value } = await patches.next();
    if (commit.kind === 'unread') continue;
    const patch = value.kind === 'patch' ? parsePatch(value.bytes, value.cut) : undefined;
    const from = performance.now();
    const terms = extractTerms(commit, patch, collector);
    extraction += (performance.now() - from) / 1000;
    rows.push({
      sha: commit.sha,
      time: commit.committer.time,
      terms,
      facts: parseMessage(commit.subject, commit.body),
      names: namer(commit),
    });
  }
  return rows.sort((a, b) => a.time - b.time || (a.sha < b.sha ? -1 : 1));
};

/** Whether the message, its Fixes lines left out, holds the first digits or the subject of what it fixes. */
const namer =
  (commit: Commit) =>
  (facts: MessageFacts): boolean => {
    const prose = commit.body
      .split('\n')
      .filter((line) => !/^\s*fixes:/i.test(line))
      .join('\n')
      .replace(/\s+/g, ' ');
    return facts.fixes.some(
      ({ id, subject }) =>
        (id !== undefined && prose.includes(id.slice(0, 8))) ||
        (subject !== undefined && subject.length > 8 && prose.includes(subject)),
    );
  };

const finder = (rows: readonly Row[]) => {
  const sorted = rows.map(({ sha }, row) => ({ sha, row })).sort((a, b) => (a.sha < b.sha ? -1 : 1));
  return (id: string): number | undefined => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle].sha < id) low = middle + 1;
      else high = middle;
    }
    return sorted[low]?.sha.startsWith(id) ? sorted[low].row : undefined;
  };
};

const fixQuestions = (rows: readonly Row[]): Question[] => {
  const find = finder(rows);
  return rows.flatMap((row, at) => {
    const targets = row.facts.fixes
      .flatMap(({ id }) => (id === undefined ? [] : (find(id) ?? [])))
      .filter((target) => target < at);
    if (targets.length === 0) return [];
    return [{ terms: row.terms, time: row.time, below: at, exclude: at, targets, named: row.names(row.facts) }];
  });
};

const twinQuestions = async (repository: Repository, rows: readonly Row[], index: SearchIndex): Promise<Question[]> => {
  if (asked.stable === undefined) return [];
  const find = finder(rows);
  const mainline = new Set(rows.map(({ sha }) => sha));
  const tips = (await repository.refs())
    .filter(({ name }) => matchesGlob(name, asked.stable!))
    .map(({ target }) => target);
  const graph = await repository.graph(tips);
  const shas: Sha[] = [];
  for (let at = 0; at < graph.size; at += 1)
    if (!graph.isMerge(at) && !mainline.has(graph.sha(at))) shas.push(graph.sha(at));
  const rowsOfStable = await readRows(repository, every(shas, Number(asked.queries)));
  return rowsOfStable.flatMap((row) => {
    const targets = row.facts.upstream.flatMap(({ id }) => find(id) ?? []);
    const question = {
      terms: row.terms,
      time: row.time,
      below: index.rowsBefore(row.time),
      exclude: undefined,
      targets,
      named: false,
    };
    return targets.length === 0 || targets.some((target) => target >= question.below) ? [] : [question];
  });
};

const every = <T>(list: readonly T[], most: number): T[] => {
  const step = Math.max(1, list.length / most);
  return Array.from({ length: Math.min(most, list.length) }, (_, i) => list[Math.floor(i * step)]);
};

type Method = (question: Question) => readonly number[];

const report = (name: string, method: Method, questions: readonly Question[]): void => {
  const ranks: number[] = [];
  const times: number[] = [];
  for (const question of questions) {
    const from = performance.now();
    const found = method(question);
    times.push(performance.now() - from);
    const rank = found.findIndex((row) => question.targets.includes(row));
    ranks.push(rank < 0 ? Number.POSITIVE_INFINITY : rank);
  }
  times.sort((a, b) => a - b);
  const share = (depth: number): string =>
    (ranks.filter((rank) => rank < depth).length / Math.max(1, ranks.length)).toFixed(3);
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  console.log(
    [
      name.padEnd(34),
      String(ranks.length).padStart(6),
      ...DEPTHS.map((depth) => share(depth).padStart(7)),
      at(0.5).padStart(7),
      at(0.95).padStart(7),
    ].join(' '),
  );
};

const measure = async (repository: Repository): Promise<void> => {
  const ref = asked.mainline ?? (await repository.headRef()) ?? 'HEAD';
  const tip = await repository.resolve(ref);
  if (tip === undefined) throw new Error(`no such mainline: ${ref}`);
  const graph = await repository.graph([tip]);
  const shas: Sha[] = [];
  for (let at = 0; at < graph.size; at += 1) if (!graph.isMerge(at)) shas.push(graph.sha(at));
  const rows = await readRows(repository, shas);
  const extracted = extraction;
  const before = cpu();
  const data = await buildSearchData({ key: tip, documents: rows });
  const built = cpu() - before;
  const index = makeSearchIndex(data);
  console.log(`${rows.length} commits, ${data.lexicon.terms.length} terms, ${data.lexicon.rows.length} postings`);
  console.log(
    `terms ${extracted.toFixed(1)} s, embedding and index ${built.toFixed(1)} s CPU, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );

  const hybrid: Method = ({ terms, time, below, exclude }) =>
    index.search({ terms, time, below, exclude, limit: SHOWN }).map(({ row }) => row);
  const lexical: Method = ({ terms, below }) => index.matching(terms, below, SHOWN).map(({ row }) => row);
  const learned: Method = ({ terms, below }) =>
    index.nearest(index.project(terms)!, below, SHOWN).map(({ row }) => row);

  const all = fixQuestions(rows);
  const questions = every(all, Number(asked.queries));
  const split = Date.parse(asked.split) / 1000;
  console.log(
    [
      'method'.padEnd(34),
      'n'.padStart(6),
      ...DEPTHS.map((depth) => `@${depth}`.padStart(7)),
      'p50 ms'.padStart(7),
      'p95 ms'.padStart(7),
    ].join(' '),
  );
  report('learned embedding', learned, questions);
  report('full text, first pass', lexical, questions);
  report('hybrid', hybrid, questions);
  report(
    `hybrid, before ${asked.split}`,
    hybrid,
    questions.filter(({ time }) => time < split),
  );
  report(
    `hybrid, from ${asked.split} on`,
    hybrid,
    questions.filter(({ time }) => time >= split),
  );
  report(
    'hybrid, target not named in prose',
    hybrid,
    questions.filter(({ named }) => !named),
  );
  const twins = await twinQuestions(repository, rows, index);
  if (twins.length > 0) report('hybrid, mainline twin of a stable', hybrid, twins);
};

if (asked.repo === undefined) {
  console.error(
    'usage: node bench/similar.ts --repo DIR [--mainline REF] [--stable GLOB] [--queries N] [--split DATE]',
  );
  process.exit(2);
}
const repository = await openRepository(asked.repo);
try {
  await measure(repository);
} finally {
  await repository.close();
}
