import { describe, expect, it } from 'vitest';
import { secondsOf, sketchHistory } from '../../testing/history.ts';
import { compileMaintainers } from '../maintainers-match.ts';
import { parseMaintainers } from '../maintainers.ts';
import { areaOf, prefixOf } from '../subsystem.ts';
import { subsystemFacts } from './subsystem.ts';

const history = sketchHistory({
  branches: [
    { name: 's-1', began: '2022-01-01', picks: { 0: '2023-02-01', 1: '2023-03-01' }, reverted: { 1: '2023-04-01' } },
  ],
  commits: [
    { sha: 'a0', day: '2023-01-20', paths: ['fs/a/x.c'] },
    { sha: 'a1', day: '2023-02-20', paths: ['fs/a/y.c'] },
    { sha: 'a2', day: '2023-03-01', paths: ['fs/a/y.c'], isRevert: true, authorEmail: 'bob@example.org' },
    { sha: 'a3', day: '2023-04-01', paths: ['mm/z.c'], subject: 'mm/slab: a thing' },
    { sha: 'a4', day: '2023-05-01', paths: ['fs/a/z.c'] },
  ],
});
const says = (row: number, asOf: string, text?: string): string[] => {
  const maintainers =
    text === undefined
      ? undefined
      : { index: compileMaintainers(parseMaintainers(text)), place: '1234567890ab:MAINTAINERS' };
  return subsystemFacts({ history, row, asOf: secondsOf(asOf), maintainers }).map((fact) => fact.says);
};

describe('the place of a commit', () => {
  it('is the entry of MAINTAINERS with its people, its line and its pattern', () => {
    const text = 'A FS\nM: Ada <ada@example.org>\nL: fs@example.org\nS: Maintained\nF: fs/a/\n';
    expect(says(0, '2023-02-01', text)[0]).toBe(
      'A FS, Maintained: maintained by Ada <ada@example.org>; lists fs@example.org (line 1 of MAINTAINERS, "fs/a/", covers 1 of 1 file).',
    );
  });

  it('is the folder and the prefix of the subject where no entry covers it, or no file was read', () => {
    expect(says(3, '2023-06-01')[0]).toBe(
      'Belongs to mm/; its subject calls it "mm/slab" (no list of maintainers was read).',
    );
    expect(says(3, '2023-06-01', 'A\nS: x\nF: fs/\n')[0]).toContain('(no entry of MAINTAINERS covers it)');
  });

  it('is told with what became of its commits by that day, not later', () => {
    expect(says(0, '2023-06-01')[1]).toBe(
      'fs/a/: 4 commits with most files there in the year before 2023-06-01; of those of two years whose decision is known stable branches took 2 of 2, and took 1 back again; 1 revert. The command lists two years, with every commit that has a file there.',
    );
    expect(says(0, '2023-02-10')[1]).toBe(
      'fs/a/: 1 commit with most files there in the year before 2023-02-10; of those of two years whose decision is known stable branches took 1 of 1; 0 reverts. The command lists two years, with every commit that has a file there.',
    );
  });

  it('names a command without merges, and of an author only their commits, unless the address is not safe', () => {
    const sources = (row: number) =>
      subsystemFacts({ history, row, asOf: secondsOf('2023-06-01') }).map(({ source }) => source);
    expect(sources(2)[1]).toMatch(/^git log --oneline --no-merges --since=2021-06-01 --until=2023-06-01 \w+ -- fs\/a$/);
    expect(sources(2)[2]).toContain(' --author=bob@example.org ');
  });

  it('is told with what its author did there', () => {
    expect(says(2, '2023-06-01')[2]).toBe(
      'Ada Author has 1 commit of the last year with most files in fs/a/; of 0 whose decision is known stable branches took 0. The command lists two years, with every commit that has a file there.',
    );
    expect(says(0, '2023-06-01')[2]).toContain(
      'has 3 commits of the last year with most files in fs/a/; of 2 whose decision is known stable branches took 2.',
    );
  });

  it('names folders as deep as they tell something', () => {
    expect(areaOf(['drivers/net/alpha/rx/a.c'])).toBe('drivers/net/alpha');
    expect(areaOf(['mm/a.c'])).toBe('mm');
    expect(areaOf(['fs/a/y.c'])).toBe('fs/a');
    expect(areaOf(['README'])).toBe('');
    expect(areaOf([])).toBe('');
    expect(areaOf(['a/x.c', 'b/x.c', 'b/y.c'])).toBe('b');
  });

  it('reads the prefix of a subject', () => {
    expect(prefixOf('net: mlx5: fix')).toBe('net');
    expect(prefixOf('Fix the thing')).toBeUndefined();
  });
});
