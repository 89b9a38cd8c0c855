import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDemoRepository } from './demo-repo.ts';

const folder = mkdtempSync(join(tmpdir(), 'autosel-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dir = join(folder, 'one.git');
const made = await buildDemoRepository(dir);
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', dir, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const lines = (...args: string[]): string[] =>
  git(...args)
    .split('\n')
    .filter(Boolean);

/** For each commit the lines that it adds and removes, without their surroundings. */
function changesOf(range: string): ReadonlyMap<string, string> {
  const log = git('log', '-p', '--no-merges', '--format=commit %H', range);
  const commits = log.split(/^commit /m).slice(1);
  return new Map(commits.map((text) => [text.slice(0, 40), (text.match(/^[+-](?![+-]{2} ).*/gm) ?? []).join('\n')]));
}

describe('the demo repository', () => {
  it('has the same ids every time', async () => {
    const other = join(folder, 'two.git');
    await buildDemoRepository(other);
    const refs = (at: string): string => execFileSync('git', ['-C', at, 'for-each-ref'], { encoding: 'utf8' });
    expect(refs(other)).toBe(refs(dir));
    expect(lines('for-each-ref', 'refs/heads')).toHaveLength(1 + made.branches.length);
  });

  it('is whole', () => {
    expect(git('fsck', '--strict', '--no-dangling')).toBe('');
    expect(lines('rev-list', '--no-merges', 'main')).toHaveLength(made.mainlineCommits);
  });

  it('has stable commits that are true copies of the mainline commits they name', () => {
    const mainline = new Set(lines('rev-list', '--no-merges', 'main'));
    const original = changesOf('main');
    for (const branch of made.branches) {
      const copies = changesOf(`main..${branch}`);
      expect(copies.size).toBeGreaterThan(15);
      for (const [sha, change] of copies) {
        const message = git('log', '-1', '--format=%B', sha);
        if (message.includes('It needs a change of the callers')) continue;
        const upstream = /(?:cherry picked from|Upstream) commit ([0-9a-f]{40})/.exec(message)?.[1] ?? 'none named';
        expect(mainline).toContain(upstream);
        expect(change).toBe(original.get(upstream));
      }
    }
  });

  it('holds what the walk has to know: opt-outs, tags for stable, reverts, follow-ups, merges', () => {
    const having = (pattern: string, ...range: string[]): number =>
      lines('log', '--format=%H', '-E', `--grep=${pattern}`, ...range).length;
    expect(having('^Cc: <stable[+]noautosel@', 'main')).toBeGreaterThan(2);
    expect(having('^Cc: <stable@', 'main')).toBeGreaterThan(20);
    expect(having('^This reverts commit', 'main')).toBeGreaterThan(3);
    expect(having('^This reverts commit', 'main..stable-2.1')).toBe(1);
    expect(having('^Fixes: [0-9a-f]{12} .*add ', 'main')).toBeGreaterThan(50);
    expect(having('^Fixes: [0-9a-f]{12} .*check the length', 'main')).toBeGreaterThan(1);
    expect(lines('rev-list', '--merges', 'main').length).toBeGreaterThan(20);
  });

  it('leaves the newest range undecided: few of it are on a stable branch yet', () => {
    const range = lines('rev-list', '--no-merges', made.range).length;
    const newest = git('log', '--format=%B', ...made.branches, '--not', 'main');
    const taken = lines('rev-list', '--no-merges', made.range).filter((sha) => newest.includes(sha)).length;
    expect(range).toBeGreaterThan(60);
    expect(taken).toBeGreaterThan(5);
    expect(taken).toBeLessThan(range / 3);
  });
});
