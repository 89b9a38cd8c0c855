import { describe, expect, it } from 'vitest';
import { parseSha } from '../../git/index.ts';
import type { Explanation, SelectedCommit, Selection } from '../../run/index.ts';
import { textWidth } from '../width.ts';
import { renderExplanation } from './explanation.ts';
import { renderJson } from './json.ts';
import { renderSelection, shortNames } from './selection.ts';
import { renderSimilar } from './similar.ts';
import { renderIndexSummary, renderInit, renderStatus } from './store.ts';
import { answerOf } from '../../testing/answers.ts';

const commit: SelectedCommit = {
  sha: parseSha('a'.repeat(40)),
  subject: 'net: fix a use after free in the very long path of an unusual driver',
  author: 'A Person <a@example.org>',
  date: '2024-06-01T00:00:00.000Z',
  lane: 'proposal',
  why: 'Its probability 0.71 reaches 0.25.',
  probability: 0.712,
  reasons: [
    { feature: 'small', value: 1, effect: -0.1, says: 'it is large' },
    { feature: 'fixes', value: 2, effect: 1.5, says: 'fixes a commit that was released in v6.8' },
  ],
  precedents: [
    {
      sha: parseSha('b'.repeat(40)),
      subject: 'net: fix another one',
      decision: 'yes',
      takenBy: ['v1.y', 'v2.y'],
      because: ['free'],
    },
  ],
  branches: [
    answerOf('linux-6.1.y', 'take', { why: 'it has the bug' }),
    answerOf('linux-6.6.y', 'not affected', { why: 'it has not' }),
  ],
  facts: [{ id: 'fixes-1', kind: 'fixes', says: 'Names what it fixes.', source: 'git show x', weighs: 'for' }],
  paths: ['net/a.c'],
  added: 2,
  removed: 1,
};

const selection: Selection = {
  range: 'v1..v2',
  asOf: '2024-07-01T00:00:00.000Z',
  mainline: 'refs/heads/master',
  onto: ['linux-6.1.y', 'linux-6.6.y'],
  threshold: 0.25,
  thresholdWhy: 'one in ten',
  commits: [commit, { ...commit, sha: parseSha('c'.repeat(40)) }],
  counts: { proposal: 2, unsettled: 0, 'already there': 0, 'tagged for stable': 0, 'opted out': 0, left: 0, unread: 0 },
  series: [],
};

const wide = { width: undefined, colour: false, limit: undefined, files: [] };
const written = [
  { path: 'out/report.html', contents: undefined },
  { path: 'out/for-1.mbox', contents: { says: '2 mails', leftOut: ['1 to be adapted'] } },
];

describe('renderSelection', () => {
  it('shows proposals, lanes, the threshold and the files', () => {
    expect(renderSelection(selection, { ...wide, limit: 1, files: written })).toBe(
      [
        'prob  commit        subject                                                               take on  because',
        '0.71  aaaaaaaaaaaa  net: fix a use after free in the very long path of an unusual driver  6.1      fixes a commit that was released in v6.8',
        '… and 1 more proposal',
        '',
        '2 commits of v1..v2 as of 2024-07-01T00:00:00.000Z: 2 proposals',
        'proposed from probability 0.250 on: one in ten',
        'answered for: linux-6.1.y linux-6.6.y',
        'written: out/report.html',
        'written: out/for-1.mbox (2 mails)',
        '  left out: 1 to be adapted',
        '',
      ].join('\n'),
    );
  });

  it('keeps apart of which proposals nobody can tell whether a branch needs them', () => {
    const open = { ...commit, subject: 'open', branches: [answerOf('linux-6.1.y', 'unknown')] };
    const shown = renderSelection({ ...selection, commits: [commit, open] }, wide);
    expect(shown.split('Nobody can tell whether a branch needs these:')[1]).toContain('  open');
    expect(shown).toContain('2 proposals (of 1 nobody can tell whether a branch needs it)');
  });

  it('explains the marks behind branches, those that are there', () => {
    const branches = [answerOf('linux-6.1.y', 'adapt'), answerOf('linux-6.6.y', 'unknown')];
    const shown = renderSelection({ ...selection, commits: [{ ...commit, branches }] }, wide);
    expect(shown).toContain('6.1~ 6.6?');
    expect(shown).toContain('\ntake on: ~ to be adapted, ? nobody can tell\n');
  });

  it('fits the table into the terminal', () => {
    const [head = '', row = ''] = renderSelection(selection, { ...wide, width: 80 }).split('\n');
    expect(Math.max(textWidth(head), textWidth(row))).toBeLessThanOrEqual(80);
    expect(row).toContain('aaaaaaaaaaaa');
  });

  it('says when there is nothing to propose', () => {
    expect(renderSelection({ ...selection, commits: [] }, wide)).toMatch(/^No proposals\./);
  });
});

describe('shortNames', () => {
  it.each([
    [
      ['linux-6.1.y', 'linux-6.10.y', 'linux-5.10.y'],
      ['6.1', '6.10', '5.10'],
    ],
    [
      ['21.11', '22.11'],
      ['21.11', '22.11'],
    ],
    [
      ['stable-4.1', 'stable-4.11'],
      ['4.1', '4.11'],
    ],
    [['only'], ['only']],
    [
      ['a', 'a-b'],
      ['a', 'a-b'],
    ],
  ])('of %j are %j', (names, short) => {
    expect([...shortNames(names).values()]).toEqual(short);
  });
});

describe('renderExplanation', () => {
  const explanation: Explanation = {
    asOf: '2024-07-01T00:00:00.000Z',
    mainline: 'refs/heads/master',
    asked: { sha: parseSha('d'.repeat(40)), branch: 'linux-6.1.y' },
    commit,
    threshold: 0.25,
    thresholdWhy: 'one in ten',
    release: 'v6.10-rc2',
    decision: 'yes',
    copies: [
      {
        branch: 'linux-6.1.y',
        sha: parseSha('d'.repeat(40)),
        how: 'reference',
        knownSince: '2024-06-20T00:00:00.000Z',
        revertedAt: undefined,
      },
    ],
    fixes: [{ sha: undefined, id: '0123456789ab', subject: 'net: add it\u001b[2J', release: undefined, takenBy: [] }],
    fixedBy: [],
    reverts: [],
    revertedBy: [],
  };

  it('tells all it knows in sections and leaves out those with nothing to say', () => {
    const text = renderExplanation(explanation, { width: 100, colour: false });
    const titles = text.split('\n').filter((line) => /^[A-Z]\w+( \w+)*(?: \(.*\))?$/.test(line));
    expect(titles).toEqual([
      'Why this probability (what each adds to or takes from the score; all of it)',
      'Facts',
      'Branches',
      'Recorded decisions',
      'Fixes',
      'Like it',
    ]);
    expect(text).toContain('on linux-6.1.y copies this mainline commit:\naaaaaaaaaaaa');
    expect(text).toContain('  linux-6.1.y took it on 2024-06-20 as dddddddddddd (found by reference)\n');
    expect(text).toContain('  bbbbbbbbbbbb net: fix another one (taken, on v1.y v2.y; alike: free)\n');
  });

  it('never lets a commit write to the terminal', () => {
    expect(renderExplanation(explanation, { width: 100, colour: false })).not.toContain('\u001b');
  });
});

describe('the other answers', () => {
  it('JSON ends with one newline', () => {
    expect(renderJson({ b: 1, a: undefined })).toBe('{\n  "b": 1\n}\n');
  });

  it('similar says so when there is nothing', () => {
    const answer = { asOf: 'x', commit: { sha: commit.sha, subject: 's' }, neighbours: [] };
    expect(renderSimilar(answer, { width: 80, colour: false })).toBe('like aaaaaaaaaaaa s, as of x\nnothing like it\n');
  });

  it('status of an empty store says what to do', () => {
    const status = { store: 'there', index: undefined };
    expect(renderStatus(status, 0)).toBe('store: there\nnothing indexed yet: run autosel index\n');
  });

  it('status says why the index is not up to date, and names each part once', () => {
    const index = { mainline: 'm', commits: 1, branches: [], end: 0, unread: 0 };
    const parts = [
      { name: 'embedding', says: 'embedding learned from 5 commits' },
      { name: 'triage', says: 'learned from 5 decided commits' },
    ];
    const said = renderStatus({ store: 'there', index: { ...index, stale: ['one', 'two'], parts } }, 0);
    expect(said).toContain('not up to date: one: run autosel index\nnot up to date: two: run autosel index\n');
    expect(said).toContain('\nembedding learned from 5 commits\ntriage: learned from 5 decided commits\n');
  });

  it('init says how the commits of a branch name what they copy', () => {
    const branches = [
      { name: '22.11', why: '1,814 copies', reference: 'small-brackets' as const },
      { name: '1.0', why: 'it was named', reference: undefined },
    ];
    const found = { mainline: 'main', branches, left: [], config: { mainline: 'main', stable: undefined } };
    expect(renderInit(found, 'f', [])).toContain(
      '  22.11: 1,814 copies; its commits say "[ upstream commit ID ]"\n  1.0: it was named\n',
    );
  });

  it('init says what comes next in words that a shell takes as they are', () => {
    const found = { mainline: 'main', branches: [], left: [], config: { mainline: 'main', stable: undefined } };
    expect(renderInit(found, 'f', [])).toContain('\nnext: autosel index\n');
    const options = ['--repo', '/a/b', '--store', "it's here"];
    expect(renderInit(found, 'f', options)).toContain("next: autosel index --repo /a/b --store 'it'\\''s here'\n");
  });

  it('index tells what it read and learned', () => {
    const summary = {
      mainline: 'm',
      commits: 1200,
      newCommits: 1200,
      branches: [{ name: 'a-1.y', picks: 7, why: '' }],
      unread: 0,
      steps: [{ name: 'triage', did: 'trained' }],
      store: 'there',
    };
    expect(renderIndexSummary(summary)).toBe(
      'mainline m: 1,200 commits; 1,200 commits of all branches read now\nstable branch  commits taken\na-1.y                      7\ntriage: trained\nstore: there\n',
    );
  });
});
