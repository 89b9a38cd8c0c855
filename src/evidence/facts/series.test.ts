import { describe, expect, it } from 'vitest';
import type { Mail, MailThread } from '../../history/index.ts';
import { fullSha, secondsOf, sketchHistory, type CommitSketch } from '../../testing/history.ts';
import type { MailView } from '../types.ts';
import { seriesFacts } from './series.ts';

const at = (minutes: number) => ({ day: '2023-05-01', commitTime: secondsOf('2023-05-01') + minutes * 60 });

function saysOf(
  commits: readonly CommitSketch[],
  row: number,
  more: { asOf?: string; mail?: MailView } = {},
): string[] {
  const history = sketchHistory({
    commits,
    branches: [{ name: 's-1', began: '2022-01-01', picks: { 0: '2023-06-01' } }],
  });
  const { asOf = '2024-01-01', mail } = more;
  const facts = seriesFacts({ history, row, asOf: secondsOf(asOf), mail });
  return facts.filter(({ kind }) => kind === 'series').map(({ says }) => says);
}

describe('a run of commits', () => {
  const run: readonly CommitSketch[] = [
    { sha: 'a0', subject: 'mm: one', ...at(0) },
    { sha: 'b0', subject: 'net: other', authorEmail: 'bob@example.org', ...at(1) },
    { sha: 'a1', subject: 'mm: two', ...at(2) },
    { sha: 'a2', subject: 'mm: three', ...at(3) },
    { sha: 'a3', subject: 'mm: long after', ...at(90) },
  ];

  it('is told with the place in it and its neighbours', () => {
    expect(saysOf(run, 2)).toEqual([
      'It is 2 of 3 commits by the same author that were applied together, all of "mm": before it a00000000000 ("mm: one"); behind it a20000000000 ("mm: three").',
    ]);
  });

  it('ends where another committer or a pause begins, and names a subsystem only where all have it', () => {
    expect(saysOf(run, 4)).toEqual([]);
    expect(saysOf(run.with(0, { ...run[0], committerEmail: 'else@example.org' }), 2)[0]).toContain('1 of 2 commits');
    expect(saysOf(run.with(0, { ...run[0], subject: 'fs: one' }), 2)[0]).toContain(
      'that were applied together: before it',
    );
  });

  it('holds no commit from after the day of the question', () => {
    const days = [
      { sha: 'a0', subject: 'mm: one', day: '2023-05-01' },
      { sha: 'a1', subject: 'mm: two', day: '2023-05-01', commitTime: secondsOf('2023-05-01') + 300 },
    ];
    expect(saysOf(days, 0, { asOf: '2023-05-01' })).toEqual([]);
    expect(saysOf(days, 0, { asOf: '2023-05-02' })).toHaveLength(1);
  });
});

describe('a posting named by links', () => {
  it('tells the number and the version of its mail', () => {
    const link = (n: number) => [['link', `https://lore.kernel.org/r/20230501-topic-v2-${n}-abc@host`]] as const;
    const commits = [
      { sha: 'a0', ...at(0), trailers: link(1) },
      { sha: 'a1', ...at(90), trailers: link(2) },
    ];
    expect(saysOf(commits, 1)).toEqual([
      'It was posted as part of a series (mail 2 of version 2): 1 other commit of the same posting, a00000000000 ("commit a0").',
    ]);
  });
});

describe('a posting in the archive', () => {
  const mailOf = (part: number, subject: string, more: { fixes?: boolean } = {}): Mail => ({
    id: `p${part}@x`,
    parent: part === 0 ? undefined : 'p0@x',
    sent: secondsOf('2023-04-20'),
    seen: secondsOf('2023-04-20'),
    from: { name: 'Ada Author', email: 'ada@example.org' },
    subject: `[PATCH v3 ${part}/4] ${subject}`,
    list: undefined,
    patch: {
      version: 3,
      part,
      of: 4,
      rfc: false,
      words: [],
      key: subject.replaceAll(' ', ''),
      author: { name: 'Ada Author', email: 'ada@example.org' },
      paths: [],
      fixes: false,
      stable: false,
      ...more,
    },
    answers: undefined,
    upstream: [],
    signals: [],
  });
  const parts = [
    mailOf(1, 'mm: one', { fixes: true }),
    mailOf(2, 'mm: two'),
    mailOf(3, 'mm: three'),
    mailOf(4, 'mm: four', { fixes: true }),
  ];
  const thread: MailThread = {
    how: 'message-id',
    confidence: 0.99,
    patch: parts[1],
    posting: { cover: mailOf(0, 'mm: leaks'), parts },
    replies: [],
    stable: [],
  };
  const commits = [
    { sha: 'a0', subject: 'mm: one', ...at(0) },
    { sha: 'a1', subject: 'mm: two', ...at(1) },
    { sha: 'a2', subject: 'mm: three, reworded', trailers: [['link', 'https://x.example/r/p3@x']] as const, ...at(2) },
  ];
  const mail: MailView = { thread: (sha) => (sha === fullSha('a1') ? thread : undefined) };

  it('tells place, version and cover letter, which parts are fixes, and where they are', () => {
    expect(saysOf(commits, 1, { mail })).toEqual([
      'It was posted as part 2 of 4, version 3, of the series "[PATCH v3 0/4] mm: leaks".',
      'Of 3 other parts in the archive 2 are marked as fixes or for stable: 1/4 a00000000000 ("mm: one") (in s-1) and 4/4 "[PATCH v3 4/4] mm: four"; not found on mainline: 4/4.',
    ]);
  });

  it('knows of the branches only what was known by the day', () => {
    expect(saysOf(commits, 1, { mail, asOf: '2023-05-20' })[1]).toContain('("mm: one") (in no stable branch)');
  });
});
