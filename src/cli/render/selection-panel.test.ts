import { describe, expect, it } from 'vitest';
import type { Selection, Verdict } from '../../run/index.ts';
import { makeJudgement, makeSpent, makeVerdict } from '../../testing/panel.ts';
import { renderPanel, sayVotes, strongestVoice } from './selection-panel.ts';

const wide = { width: undefined, colour: false, limit: undefined };
const commit = (letter: string, lane: 'proposal' | 'unsettled', verdict: Verdict) => ({
  ...{
    sha: letter.repeat(40),
    subject: `net: ${letter}`,
    lane,
    why: `Panel: ${verdict.why}`,
    probability: 0.5,
    verdict,
  },
});
const selectionOf = (changes: object): Selection =>
  ({
    commits: [
      commit('a', 'proposal', makeVerdict({})),
      commit('b', 'unsettled', makeVerdict({ verdict: 'unsettled', code: 'tie', why: 'The votes are tied.' })),
    ],
    panel: {
      ...{ run: '1f3754f54c52', asked: 2, gate: 'all', microUsd: 60_000, tokens: 240, settled: 1 },
      members: [
        { member: 'analyst', model: 'anthropic/x', answers: 2, silent: 0, spent: makeSpent({ microUsd: 60_000 }) },
        { member: 'sceptic', model: 'exec/y', answers: 1, silent: 1, spent: makeSpent({ microUsd: undefined }) },
      ],
    },
    ...changes,
  }) as unknown as Selection;

describe('what a selection says of its panel', () => {
  it('is nothing where none was asked', () => {
    expect(renderPanel(selectionOf({ panel: undefined }), wide)).toBe('');
  });

  it('names what people must settle, the outcomes, and what each member took for each settled commit', () => {
    expect(renderPanel(selectionOf({}), wide)).toBe(`
The panel did not settle these; people must:
prob  commit        subject  because
0.50  bbbbbbbbbbbb  net: b   The votes are tied.

panel asked about 2 commits: 1 yes, 0 no, 1 unsettled; 240 tokens, 0.06 USD, 0.0600 USD a settled commit, without 1 member whose price is not known
member   model        answers  silent  questions  tokens     USD  tokens/settled  USD/settled
analyst  anthropic/x        2       0          1     120  0.0600             120       0.0600
sceptic  exec/y             1       1          1     120                     120
autosel run show 1f3754f54c52 shows each vote, autosel run replay decides again under other rules
`);
  });

  it('tells commits that nobody was asked about from the others', () => {
    const poor = makeVerdict({
      verdict: 'unsettled',
      code: 'budget',
      why: 'The budget ended.',
      spent: makeSpent({ questions: 0 }),
    });
    const commits = [commit('a', 'proposal', makeVerdict({})), commit('b', 'unsettled', poor)];
    expect(renderPanel(selectionOf({ commits }), wide)).toContain(
      'panel asked about 1 of 2 commits: 1 yes, 0 no, 1 unsettled;',
    );
  });

  it('counts the votes, the referee with them', () => {
    const judgements = [makeJudgement('a'), makeJudgement('b', { vote: 'no' })];
    expect(sayVotes(makeVerdict({ judgements, referee: makeJudgement('c') }))).toBe('yes 2:1');
  });

  it('lets the side of the verdict speak, unless what it wrote was wrong', () => {
    const wrong = { what: 'v6.1', result: 'wrong' as const, why: 'it is in v6.2', source: 'git tag' };
    const judgements = [
      makeJudgement('a', { vote: 'no', summary: 'Not a fix.' }),
      makeJudgement('b', { summary: 'Since v6.1 it leaks.', textChecks: [wrong] }),
      makeJudgement('c', { summary: 'It leaks.' }),
    ];
    expect(strongestVoice(makeVerdict({ judgements }))).toBe('It leaks.');
    expect(strongestVoice(makeVerdict({ judgements: judgements.slice(0, 2), why: '1 of 2.' }))).toBe('1 of 2.');
  });
});
