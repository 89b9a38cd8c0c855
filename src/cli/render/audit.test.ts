import { describe, expect, it } from 'vitest';
import type { Audit, AuditEntry, BranchesAnswer, BranchReport } from '../../run/index.ts';
import { fullSha } from '../../testing/history.ts';
import { renderAudit } from './audit.ts';
import { renderBranchReports } from './branches.ts';

const view = { width: undefined, colour: false, limit: 2 };

function finding(start: string, subject: string): AuditEntry {
  return {
    kind: 'missing fix',
    commit: { sha: fullSha(start), subject },
    taken: { sha: fullSha('aa'), subject: 'broken', stableSha: fullSha('bb'), date: '2024-03-01T00:00:00Z' },
    how: 'reference',
    since: '2024-03-01T00:00:00Z',
    days: 92,
    branches: ['s-1.1'],
    applies: 'clean',
    says: `${start} is missing`,
    commands: [`git show -s ${start}`],
  };
}

const audit: Audit = {
  asOf: '2024-06-01T00:00:00Z',
  mainline: 'refs/heads/main',
  branch: 's-1.0',
  tip: fullSha('ff'),
  standing: { kind: 'live', says: 's-1.0 is cared for' },
  lastPick: '2024-05-01T00:00:00Z',
  taken: 12,
  counts: { 'reverted upstream': 0, 'missing fix': 3, gap: 0, 'newer lacks it': 0, 'unknown upstream': 0 },
  refuted: [{ sha: fullSha('cc'), subject: 'there', why: 'there by content' }],
  findings: [finding('a1', 'mend \u001b[31mit'), finding('a2', 'mend that'), finding('a3', 'and more')],
  unknownUpstream: [],
};

describe('an audit', () => {
  it('shows as many findings as asked for, each with its commands, and counts the rest', () => {
    const text = renderAudit(audit, view);
    expect(text).toContain('missing fix  a10000000000');
    expect(text).toContain('2. a2 is missing\n   git show -s a2\n');
    expect(text).toContain('… and 1 more: raise --limit');
    expect(text).not.toContain('a3 is missing');
    expect(text).toContain(
      's-1.0 as of 2024-06-01T00:00:00Z: took 12 commits of refs/heads/main, the last on 2024-05-01',
    );
    expect(text).toContain('1 more seems missing');
  });

  it('lets no subject reach the terminal as a command', () => {
    expect(renderAudit(audit, view)).not.toContain('\u001b');
  });

  it('of a dead branch says that first', () => {
    const standing = { kind: 'silent', says: 's-1.0 is dead: nothing was committed to it since 2022-01-01' } as const;
    expect(renderAudit({ ...audit, standing }, view)).toMatch(/^s-1\.0 is dead: nothing was committed [^\n]*\.\n\n/);
  });

  it('says so when nothing is amiss', () => {
    expect(renderAudit({ ...audit, findings: [] }, view)).toMatch(/^Nothing amiss was found\.\n/);
  });
});

describe('the branches', () => {
  const proposal = { sha: fullSha('a5'), subject: 'fix a leak', probability: 0.9, says: 'take', why: 'it has it' };
  const branch: BranchReport = {
    name: 's-1.0',
    tip: fullSha('ff'),
    standing: { kind: 'past its window', says: 's-1.0 is past its time' },
    lastPick: undefined,
    picks90: 4,
    since: '2024-03-01T00:00:00Z',
    proposed: [proposal],
    tagged: [],
    adapt: [{ ...proposal, says: 'adapt', why: 'it conflicts in a.c' }],
    unsure: [],
    waiting: [{ ...proposal, says: 'wait: 4 days old' }],
    gaps: [],
    missing: audit.findings,
    notProposed: [
      { why: 'below the threshold', count: 40 },
      { why: 'opted out', count: 2 },
    ],
  };
  const answer: BranchesAnswer = {
    asOf: audit.asOf,
    mainline: audit.mainline,
    threshold: 0.5,
    thresholdWhy: 'asked for',
    branches: [branch],
  };

  it('stand one a line, with their commits below and the reason where one is needed', () => {
    const text = renderBranchReports(answer, view);
    expect(text).toMatch(/^s-1\.0 +f{2}0{10} +never +4 +1 +0 +1 +0 +1 +0 +3$/m);
    expect(text).toContain('    0.90 a50000000000 fix a leak\n');
    expect(text).toContain('    0.90 a50000000000 fix a leak: it conflicts in a.c\n');
    expect(text).toContain('    0.90 a50000000000 fix a leak (wait: 4 days old)\n');
    expect(text).toContain('  s-1.0 is past its time\n');
    expect(text).toContain('  not proposed: 40 below the threshold, 2 opted out\n');
    expect(text).toContain('    a1 is missing\n    a2 is missing\n    … and 1 more\n');
  });

  it('are asked for when none is cared for', () => {
    expect(renderBranchReports({ ...answer, branches: [] }, view)).toContain('name some with --onto');
  });
});
