import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parsePatch, type Commit, type Sha } from '../git/index.ts';
import { answerOf } from '../testing/answers.ts';
import { sketchDiff } from '../testing/changes.ts';
import { sketchSelection } from '../testing/selection.ts';
import { renderFailure } from './failure-mail.ts';

const person = { name: 'Ada', email: 'ada@example.org', time: 1, zone: '+0000' };
const commit: Commit = {
  ...{ kind: 'commit', sha: 'c'.repeat(40) as Sha, parents: ['d'.repeat(40) as Sha], tree: 'e'.repeat(40) as Sha },
  ...{ author: person, committer: person, subject: 'foo: mend it', body: 'It was broken.\n' },
};
const selection = sketchSelection({ lanes: { 'tagged for stable': 1 } });

/** What a shell makes of the branch in the command that the mail shows. */
function shellWord(branch: string): string {
  const [selected] = selection.commits;
  const raw = renderFailure({
    run: {
      ...{ id: 'abcd1234', host: 'example.org', sender: { name: 'Bot', email: 'bot@example.org' }, to: [], cc: [] },
      ...{ date: 1_754_870_400, context: selection, version: '1', referenceOn: () => 'brackets', optOut: undefined },
    },
    ...{ number: 1, commit, patch: parsePatch(Buffer.from(sketchDiff([{ path: 'foo.c', lines: ['-x', '+y'] }]))) },
    selected: { ...selected, lane: 'tagged for stable', branches: [answerOf(branch, 'adapt')] },
  }).toString();
  const command = /^ {2}\$ git checkout -b mend-c{12} (.+) && git cherry-pick -x c{12}$/m.exec(raw)?.[1] ?? '';
  return spawnSync('sh', ['-c', `printf %s ${command}`], { encoding: 'utf8' }).stdout;
}

test.each(['linux-6.1.y', 'x;echo$IFS-hurt', 'x$(echo-hurt)', "x'&echo-hurt&'", 'x`echo-hurt`', 'x|cat'])(
  'a shell reads the name %j in the command as it is',
  (branch) => expect(shellWord(branch)).toBe(branch),
);
