/**
 * How good and how fast is git-resolve? Everything is asked of the built program (npm run build) as a user would.
 *
 * `node bench/resolve.ts cases CASES.csv NAME=REPO...`: cases with a known answer, an empty one for none (repo,given_id,given_subject,expected_full_sha,kind).
 * `node bench/resolve.ts beside REPO CASES.csv NAME`: 500 references, those of the cases and others out of messages, beside
 *   `git rev-parse` and `git log --grep`.
 * `node bench/resolve.ts batch REPO [COUNT]`: references out of real messages, all in one call.
 * `node bench/resolve.ts single REPO`: one id, the whole process, with an index and without, beside `git rev-parse` and Node alone.
 * `node bench/resolve.ts check REPO`: every reference of every message, counted by how it is written and what it is worth.
 * The index is kept in a temporary folder unless --store names one. CPU seconds are those of all processes of a call.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findReferences } from '../src/history/resolve/check/index.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { store: { type: 'string' } } });
const [what = '', ...rest] = positionals;
const program = join(import.meta.dirname, '..', 'bin', 'git-resolve.js');
const scratch = mkdtempSync(join(tmpdir(), 'bench-resolve-'));
const store = values.store ?? join(scratch, 'store');

interface Ran {
  readonly out: string;
  readonly code: number | null;
  readonly cpu: number;
  readonly wall: number;
}

/** Runs a command and measures it with the shell's own accounting of its children. */
function run(command: readonly string[], input = ''): Ran {
  const began = performance.now();
  // Of bash, whose clock has milliseconds.
  const shell = ['-c', '"$@"; code=$?; times >&3; exit $code', 'bash', ...command];
  const { stdout, status, output } = spawnSync('bash', shell, {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    maxBuffer: 1024 ** 3,
  });
  const wall = (performance.now() - began) / 1000;
  const children = (output[3] ?? '').trim().split('\n').at(-1) ?? '';
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
  return { out: stdout, code: status, cpu, wall };
}

const resolve = (repo: string, more: readonly string[], input = ''): Ran =>
  run(
    [
      process.execPath,
      program,
      '--repo',
      repo,
      '--store',
      join(store, createHash('sha1').update(repo).digest('hex')),
      '--quiet',
      ...more,
    ],
    input,
  );
const git = (repo: string, ...args: string[]): Ran => run(['git', '-C', repo, ...args]);

interface Case {
  readonly repo: string;
  readonly id: string;
  readonly subject: string;
  readonly expected: string;
  readonly kind: string;
}

interface Answer {
  readonly kind: string;
  readonly id?: string;
  readonly confidence?: string;
}

function readCases(path: string): readonly Case[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    );
    const [repo = '', id = '', subject = '', expected = '', kind = ''] = cells;
    return { repo, id, subject, expected, kind };
  });
}

const write = ({ id, subject }: Pick<Case, 'id' | 'subject'>): string => (subject === '' ? id : `${id} ("${subject}")`);

function ask(
  repo: string,
  asked: readonly Pick<Case, 'id' | 'subject'>[],
): { readonly answers: readonly Answer[]; readonly ran: Ran } {
  const ran = resolve(repo, ['--stdin', '--force', '--json'], asked.map((each) => `${write(each)}\n`).join(''));
  return {
    answers: ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer),
    ran,
  };
}

function benchCases([path = '', ...named]: readonly string[]): void {
  const cases = readCases(path);
  const rows = new Map<
    string,
    { cases: number; right: number; sureWrong: number; likelyWrong: number; open: number }
  >();
  const count = (key: string, change: (row: NonNullable<ReturnType<typeof rows.get>>) => void): void => {
    const row = rows.get(key) ?? { cases: 0, right: 0, sureWrong: 0, likelyWrong: 0, open: 0 };
    change(row);
    rows.set(key, row);
  };
  for (const each of named) {
    const [name = '', repo = ''] = each.split('=');
    const own = cases.filter((one) => one.repo === name);
    const { answers } = ask(repo, own);
    own.forEach(({ expected, kind, id, subject }, at) => {
      const answer = answers[at];
      // Of a stable commit that was made for its branch no commit of mainline is expected.
      const right = (answer?.id ?? '') === expected;
      if (!right) console.log(name, kind, id, JSON.stringify(subject), JSON.stringify(answer).slice(0, 300));
      for (const key of [name, kind, 'all'])
        count(key, (row) => {
          row.cases += 1;
          if (right) row.right += 1;
          else if (answer?.id === undefined) row.open += 1;
          else if (answer.confidence === 'sure') row.sureWrong += 1;
          else row.likelyWrong += 1;
        });
    });
  }
  console.table(Object.fromEntries(rows));
}

/** References out of the messages of all commits, in an order that only their own hash decides; `once`: every text but once. */
function gather(repo: string, times: 'once' | 'always'): readonly Pick<Case, 'id' | 'subject'>[] {
  const log = git(repo, 'log', '--all', '-z', '--format=%B').out;
  const found = new Map<string, Pick<Case, 'id' | 'subject'>>();
  for (const text of log.split('\0'))
    for (const { id, subject, certain, style, project } of findReferences(text))
      if (certain && style !== 'mercurial' && project === undefined)
        found.set(`${id} ${subject?.text ?? ''} ${times === 'once' ? '' : found.size}`, {
          id,
          subject: subject?.quoted === true ? subject.text : '',
        });
  const order = (key: string): string => createHash('sha1').update(key).digest('hex');
  return [...found].toSorted((a, b) => (order(a[0]) < order(b[0]) ? -1 : 1)).map(([, each]) => each);
}

function benchBeside([repo = '', path = '', name = '']: readonly string[]): void {
  const known = readCases(path)
    .filter((each) => each.repo === name)
    .slice(0, 250);
  const more = gather(repo, 'once')
    .filter(({ subject }) => subject !== '')
    .slice(0, 500 - known.length);
  const asked: readonly (Pick<Case, 'id' | 'subject'> & { expected?: string })[] = [...known, ...more];
  resolve(repo, [asked[0]?.id ?? '']);
  const { answers, ran } = ask(repo, asked);
  const single = asked.map((each) => resolve(repo, ['--force', each.id, each.subject]));
  const parsed = asked.map(({ id }) => git(repo, 'rev-parse', '--verify', '--quiet', `${id}^{commit}`));
  const grepped = asked.map(({ subject }) =>
    git(repo, 'log', '--all', '--format=%H%x09%s', '--fixed-strings', `--grep=${subject}`),
  );
  const hits = grepped.map(({ out }, at) =>
    out.split('\n').filter((line) => line.split('\t')[1] === asked[at]?.subject),
  );
  const row = (ids: readonly (string | undefined)[], ran_: readonly Ran[]) => ({
    answered: ids.filter((id) => id !== undefined && id !== '').length,
    'right of known': `${asked.filter(({ expected }, at) => expected !== undefined && ids[at] === expected).length}/${known.length}`,
    'wrong of known': asked.filter(
      ({ expected }, at) => expected !== undefined && ids[at] !== undefined && ids[at] !== '' && ids[at] !== expected,
    ).length,
    'as git-resolve': ids.filter((id, at) => id !== undefined && id === answers[at]?.id).length,
    'CPU s': ran_.reduce((sum, { cpu }) => sum + cpu, 0).toFixed(2),
    'wall s': ran_.reduce((sum, { wall }) => sum + wall, 0).toFixed(1),
  });
  console.table({
    'git-resolve --stdin': row(
      answers.map(({ id }) => id),
      [ran],
    ),
    'git-resolve, a process each': row(
      single.map(({ out }) => out.trim()),
      single,
    ),
    'git rev-parse ID': row(
      parsed.map(({ out }) => out.trim()),
      parsed,
    ),
    'git log --grep, newest hit': row(
      hits.map(([first]) => first?.slice(0, 40)),
      grepped,
    ),
    'git log --grep, only hit': row(
      hits.map((found) => (found.length === 1 ? found[0]?.slice(0, 40) : undefined)),
      grepped,
    ),
  });
}

function benchBatch([repo = '', count = '10000']: readonly string[]): void {
  const all = gather(repo, 'always');
  const asked = all.slice(0, Number(count));
  resolve(repo, [asked[0]?.id ?? '']);
  const { answers, ran } = ask(repo, asked);
  const kinds = Map.groupBy(answers, ({ kind, confidence }) =>
    confidence === undefined ? kind : `${kind}, ${confidence}`,
  );
  console.log(`${asked.length} of ${all.length} references: ${ran.cpu.toFixed(2)} s of CPU, ${ran.wall.toFixed(2)} s`);
  console.table(Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length])));
}

function benchSingle([repo = '']: readonly string[]): void {
  const id = git(repo, 'rev-parse', 'HEAD~500').out.slice(0, 12);
  const empty = join(scratch, 'empty.mjs');
  writeFileSync(empty, '');
  const cases: Readonly<Record<string, () => Ran>> = {
    'git rev-parse': () => git(repo, 'rev-parse', '--verify', `${id}^{commit}`),
    'node, an empty program': () => run([process.execPath, empty]),
    'git-resolve, index': () => resolve(repo, [id]),
    'git-resolve, no index': () => resolve(repo, ['--no-index', id]),
  };
  resolve(repo, ['--stdin'], `${id}\n`);
  const runs = new Map(Object.keys(cases).map((key): [string, Ran[]] => [key, []]));
  for (let at = 0; at < 21; at += 1) for (const [key, start] of Object.entries(cases)) runs.get(key)?.push(start());
  const milliseconds = (values_: readonly number[]) => {
    const sorted = values_.toSorted((a, b) => a - b).map((value) => Math.round(value * 1000));
    return { least: sorted[0], median: sorted[Math.floor(sorted.length / 2)] };
  };
  console.table(
    Object.fromEntries(
      [...runs].map(([key, of]) => {
        const [cpu, wall] = [milliseconds(of.map((each) => each.cpu)), milliseconds(of.map((each) => each.wall))];
        return [
          key,
          {
            'CPU ms, least': cpu.least,
            'CPU ms, median': cpu.median,
            'wall ms, least': wall.least,
            'wall ms, median': wall.median,
          },
        ];
      }),
    ),
  );
}

interface Checked {
  readonly commit: string;
  readonly style: string;
  readonly worth: string;
  readonly fixed: boolean;
}

function benchCheck([repo = '']: readonly string[]): void {
  resolve(repo, ['--stdin'], '');
  const ran = resolve(repo, ['--check', '--all', '--json']);
  const found = ran.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Checked);
  const messages = git(repo, 'rev-list', '--count', '--all').out.trim();
  console.log(
    `${messages} messages, ${found.length} references: ${ran.cpu.toFixed(1)} s of CPU, ${ran.wall.toFixed(1)} s`,
  );
  const rows: Record<string, Record<string, number>> = {};
  for (const { style, worth } of found)
    for (const key of [style, 'all']) {
      const row = (rows[key] ??= { right: 0, wrong: 0, ambiguous: 0, external: 0, unknown: 0 });
      row[worth] = (row[worth] ?? 0) + 1;
    }
  console.table(rows);
}

const benches: Readonly<Record<string, (args: readonly string[]) => void>> = {
  cases: benchCases,
  beside: benchBeside,
  batch: benchBatch,
  single: benchSingle,
  check: benchCheck,
};
const bench = benches[what];
if (bench === undefined || rest[0] === undefined) {
  console.error(`usage: node bench/resolve.ts ${Object.keys(benches).join('|')} ..., see the head of the file`);
  process.exitCode = 2;
} else bench(rest);
rmSync(scratch, { recursive: true, force: true });
