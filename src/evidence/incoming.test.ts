import { describe, expect, it } from 'vitest';
import { parseMessage } from '../git/index.ts';
import { fullSha, secondsOf, sketchHistory } from '../testing/history.ts';
import { gatherFacts } from './gather.ts';
import { buildIncomingIndex, incomingOf } from './incoming.ts';
import type { IncomingCommit } from './incoming.ts';

const history = sketchHistory({
  commits: [
    { sha: 'a0000000', day: '2023-01-20', subject: 'net: rework the thing' },
    { sha: 'a1000000', day: '2023-02-01', fixes: [{ row: 0, id: 'a0000000', subject: undefined }] },
    { sha: 'a2000000', day: '2023-02-02', subject: 'net: arrived under another id' },
  ],
  branches: [{ name: 's-1', began: '2022-01-01', picks: { 0: '2023-02-10' } }],
});

function coming(start: string, day: string, subject: string, body: string): IncomingCommit {
  return {
    sha: fullSha(start),
    ref: 'next/master',
    subject,
    authorEmail: 'ada@example.org',
    commitTime: secondsOf(day),
    facts: parseMessage(subject, body),
  };
}

const namesOf = (commits: readonly IncomingCommit[], row = 0): string[] =>
  incomingOf({ history, row, asOf: secondsOf('2023-06-01') }, buildIncomingIndex(history, commits)).map(
    ({ kind, commit, of }) => `${kind} ${commit.sha.slice(0, 2)} of ${of.slice(0, 2)}`,
  );

describe('commits on their way', () => {
  const fix = coming('b0', '2023-03-01', 'net: mend it', 'Fixes: a0000000 ("net: rework the thing")\n');
  const fixOfFix = coming(
    'b1',
    '2023-03-02',
    'net: mend the mending',
    `Fixes: ${fullSha('b0').slice(0, 12)} ("net: mend it")\n`,
  );
  const ofMainlineFix = coming('b2', '2023-03-03', 'net: and that', 'Fixes: a1000000 ("commit a1000000")\n');
  const revert = coming('b3', '2023-03-04', 'Revert "net: rework the thing"', 'This reverts commit a0000000.\n');

  it('are found through fixes of fixes, on mainline and not', () => {
    expect(namesOf([fix, fixOfFix, ofMainlineFix])).toEqual(['fix b0 of a0', 'fix b2 of a1', 'fix b1 of b0']);
  });

  it('count as a revert only when they take back the commit itself', () => {
    const ofFix = coming('b4', '2023-03-05', 'Revert "commit a1000000"', 'This reverts commit a1000000.\n');
    expect(namesOf([revert, ofFix])).toEqual(['revert b3 of a0', 'fix b4 of a1']);
  });

  it('do not count once another one takes them back', () => {
    const undo = coming('b5', '2023-03-06', 'Reapply it', `This reverts commit ${fullSha('b3')}.\n`);
    expect(namesOf([revert, undo])).toEqual([]);
  });

  it('do not count when mainline has them under another id, or when they name a stable copy of nothing here', () => {
    const known = coming('b6', '2023-03-01', 'net: arrived under another id', 'Fixes: a0000000 ("x")\n');
    const lost = coming('b7', '2023-03-01', 'net: of elsewhere', 'Fixes: 0123456789ab ("net: elsewhere")\n');
    expect(namesOf([known, lost])).toEqual([]);
  });

  it('are found by the id of a stable copy, and by the subject where the id leads nowhere', () => {
    const copy = history.picks(0)[0]?.stableSha ?? '';
    const byCopy = coming('b8', '2023-03-01', 'net: one', `Fixes: ${copy.slice(0, 12)} ("net: rework the thing")\n`);
    const bySubject = coming('b9', '2023-03-01', 'net: two', 'Fixes: 0123456789ab ("net: rework the thing")\n');
    expect(namesOf([byCopy, bySubject])).toEqual(['fix b8 of a0', 'fix b9 of a0']);
  });

  it('are facts with their place and the command that shows them', () => {
    const question = { history, row: 0, asOf: secondsOf('2023-06-01'), lists: { paths: [], authors: [] } };
    const facts = gatherFacts({ ...question, coming: buildIncomingIndex(history, [revert]) });
    expect(facts.find(({ id }) => id === 'follow-up-2')).toEqual({
      id: 'follow-up-2',
      kind: 'follow-up',
      says: 'Revert on its way: b30000000000 ("Revert "net: rework the thing"") of 2023-03-04 on next/master reverts it; mainline has it not yet.',
      source: 'git show -s b30000000000',
      weighs: 'against',
    });
  });
});
