import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDemoRepository } from '../../../tools/demo-repo.ts';
import { makeRepo } from '../../testing/repo.ts';
import { runIndex } from '../indexing/index-history.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import { runCveBacktest } from './backtest.ts';
import { runClassify, type ClassifyRequest } from './classify.ts';

const folder = mkdtempSync(join(tmpdir(), 'autosel-cve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const demo = await buildDemoRepository(join(folder, 'harbour.git'));
const git = (...args: string[]): string[] =>
  execFileSync('git', ['-C', demo.dir, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter(Boolean);

const withWorkspace = async <Answer>(work: (workspace: Workspace) => Promise<Answer>): Promise<Answer> => {
  const workspace = await openWorkspace({
    ...{ repo: demo.dir, store: join(folder, 'store'), env: {}, platform: 'linux', home: folder },
    ...{ signal: new AbortController().signal, progress: () => {}, note: () => {} },
  });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
};
await withWorkspace((workspace) => runIndex(workspace, { rebuild: false }));

const WORDS = /NULL pointer|use after free|leak|length of|behind the end|overflow|race/i;
/** Fixes of memory faults on mainline, newest first: what the CVEs of this project name. */
const faults = git('log', '--no-merges', '--format=%H %s', 'v3.0')
  .filter((line) => WORDS.test(line.slice(41)))
  .map((line) => line.slice(0, 40));
const day = (sha: string): string => git('show', '-s', '--format=%cs', sha)[0];
const list = join(folder, 'cves.txt');
writeFileSync(list, faults.map((sha, at) => `${sha} CVE-2024-${10_000 + at} ${day(sha)}\n`).join(''));

const REQUEST: ClassifyRequest = {
  ...{ range: demo.range, records: list, onto: undefined, threshold: undefined, recall: undefined },
  ...{ asOf: undefined, update: false },
};
const classify = (request: Partial<ClassifyRequest>) =>
  withWorkspace((workspace) => runClassify(workspace, { ...REQUEST, ...request }));

describe('cve classify', () => {
  it('gives no commit with a CVE a second one, and says what is known of each commit', async () => {
    const found = await classify({});
    const assigned = found.commits.filter(({ lane }) => lane === 'assigned');
    const named = found.commits.filter(({ sha }) => faults.includes(sha));
    expect(named.length).toBeGreaterThan(5);
    expect(assigned.map(({ sha }) => sha)).toEqual(expect.arrayContaining(named.map(({ sha }) => sha)));
    expect(assigned[0].addressing?.branches.length).toBeGreaterThan(0);
    for (const { weaknesses, reach, reasons } of found.commits) {
      expect(reach.length).toBeGreaterThan(0);
      for (const { source } of [...weaknesses, ...reach, ...reasons])
        expect(source).toMatch(/^git show (?:-s )?[0-9a-f]{12}$/);
    }
  });

  it('asks about the mainline commits that a stable range copies', async () => {
    const branch = demo.branches[0];
    const copies = git('log', '--format=%H', '-40', branch);
    const found = await classify({ range: `${branch}~40..${branch}`, onto: [branch] });
    const asked = found.commits.flatMap((commit) => commit.asked ?? []);
    expect(asked.length).toBeGreaterThan(10);
    for (const sha of asked) expect(copies).toContain(sha);
  });

  it('finds a fix of a fault whose CVE is younger than its day, and says how little few CVEs teach', async () => {
    const [hidden, told] = faults;
    const later = join(folder, 'later.txt');
    writeFileSync(
      later,
      faults
        .slice(0, 40)
        .map((sha) => `${sha} CVE-2024-20000 ${sha === hidden ? '2035-01-01' : day(sha)}\n`)
        .join(''),
    );
    const found = await classify({ records: later, range: `${told}^..${hidden}`, onto: [demo.branches[0]], recall: 1 });
    const commits = new Map(found.commits.map((commit) => [commit.sha as string, commit]));
    expect(['candidate', 'held']).toContain(commits.get(hidden)?.lane);
    expect(commits.get(hidden)?.probability).toBeGreaterThanOrEqual(found.threshold);
    expect(commits.get(told)?.lane).toBe('assigned');
    expect(found.learned.withCve).toBeLessThan(50);
    expect(found.caution).toContain(`learned from only ${found.learned.withCve} commits with a CVE: below 50`);
  });

  it('takes no CVE as known on a past day only because nobody dated it', async () => {
    const [first, second] = faults;
    const asOf = Date.parse(`${day(first)}T23:59:59Z`) / 1000;
    const year = new Date(asOf * 1000).getUTCFullYear();
    const name = join(folder, 'years.txt');
    const yearOf = (sha: string): number => (sha === first ? year : year - 1);
    writeFileSync(name, faults.map((sha, at) => `${sha} CVE-${yearOf(sha)}-${10_000 + at}\n`).join(''));
    const ask = async (request: Partial<ClassifyRequest>) => {
      const found = await classify({
        records: name,
        range: `${second}^..${first}`,
        onto: [demo.branches[0]],
        ...request,
      });
      return new Map(found.commits.map(({ sha, lane }) => [sha as string, lane]));
    };
    const past = await ask({ asOf });
    expect(past.get(first)).not.toBe('assigned');
    expect(past.get(second)).toBe('assigned');
    expect((await ask({})).get(first)).toBe('assigned');
    writeFileSync(name, `${faults.join('\n')}\n`);
    await expect(ask({ asOf })).rejects.toMatchObject({
      code: 'cve-undated',
      message: expect.stringContaining('leave --as-of out'),
    });
  });

  it.each([
    ['few-cves', () => writeFileSync(join(folder, 'few.txt'), `${faults[0]}\n`), 'few.txt'],
    ['cve-records', () => {}, 'no-such-place'],
    ['no-cve-folder', () => mkdirSync(join(folder, 'empty'), { recursive: true }), 'empty'],
    ['cve-records', () => mkdirSync(join(folder, 'none', 'published'), { recursive: true }), 'none'],
    ['cve-records', () => writeFileSync(join(folder, 'notes.txt'), '# none yet\n\n'), 'notes.txt'],
    ['cve-list', () => writeFileSync(join(folder, 'bad.txt'), 'no id\n'), 'bad.txt'],
  ])('refuses records with %s', async (code, make, name) => {
    make();
    await expect(classify({ records: join(folder, name) })).rejects.toMatchObject({ code });
  });
});

describe('records in a clone', () => {
  it('are known since the day they came into the folder', async () => {
    const clone = makeRepo();
    const json = JSON.stringify({ containers: { cna: { title: 'x', descriptions: [{ value: 'y' }], affected: [] } } });
    const files = Object.fromEntries(
      faults.flatMap((sha, at) => {
        const name = `cve/published/2024/CVE-2024-${10_000 + at}`;
        return [
          [`${name}.sha1`, `${sha}\n`],
          [`${name}.json`, json],
        ];
      }),
    );
    clone.commit({ message: 'publish', files, time: Date.parse('2035-01-01') / 1000 });
    await expect(classify({ records: clone.dir })).rejects.toMatchObject({ code: 'few-cves' });
    clone.remove();
  });
});

describe('cve backtest', () => {
  it('replays a window, and a control that knows nothing', async () => {
    const end = Date.parse(day('v3.0^{commit}')) / 1000;
    const window = { since: end - 300 * 86_400, until: end };
    const request = { ...window, records: list, control: true, hindsight: false, update: false };
    const { slices, learned, control } = await withWorkspace((workspace) => runCveBacktest(workspace, request));
    expect(learned.withCve).toBeGreaterThanOrEqual(10);
    expect(slices.all.auc).toBeGreaterThan(0.8);
    expect(control?.all).toBeLessThan(slices.all.auc ?? 0);
  });

  it('learns nothing from CVEs of which only a later year is known, unless it is told to', async () => {
    const since = Date.parse(day(faults[0])) / 1000;
    const year = new Date(since * 1000).getUTCFullYear();
    const records = join(folder, 'undated.txt');
    const run = (hindsight: boolean) =>
      withWorkspace((workspace) =>
        runCveBacktest(workspace, {
          ...{ since, until: since + 30 * 86_400, records, control: false, hindsight, update: false },
        }),
      );
    const named = faults.map((sha, at) => `${sha} CVE-${year}-${10_000 + at}`);
    writeFileSync(records, `${named.join('\n')}\n`);
    await expect(run(false)).rejects.toMatchObject({ code: 'few-cves' });
    writeFileSync(records, `${[...named.slice(1), faults[0]].join('\n')}\n`);
    await expect(run(false)).rejects.toMatchObject({
      code: 'cve-undated',
      message: expect.stringContaining('use --hindsight'),
    });
    const { hindsight, learned } = await run(true);
    expect([hindsight, learned.withCve]).toEqual([true, expect.toSatisfy((n: number) => n >= 10)]);
  });
});
