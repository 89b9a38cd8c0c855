import { describe, expect, it } from 'vitest';
import { parsePatch, type Sha } from '../../git/index.ts';
import { answerOf } from '../../testing/answers.ts';
import { fullSha, secondsOf, sketchHistory } from '../../testing/history.ts';
import type { RawCitation } from '../types.ts';
import { checkAdvice, checkCitations, checkClaims, checkText } from './index.ts';
import { openDesk } from './desk.ts';
import type { CheckContext, CommitView } from './types.ts';

const person = (name: string, day: string) => ({
  name,
  email: `${name[0]}@x.org`,
  time: secondsOf(day),
  zone: '+0000',
});

function sketchCommit(sha: string, subject: string, body = ''): CommitView {
  const author = person('Ada Author', '2024-03-05');
  return { sha: fullSha(sha), parents: [fullSha('99')], subject, body, author, committer: author };
}

const own = sketchCommit(
  'abc1234de',
  'net: foo: fix a leak in bar()',
  [
    'The buffer is never freed when the device goes away.',
    '',
    'Fixes: 1111111111aa ("net: foo: add bar support")',
    'Reviewed-by: Rita Reader <rita@x.org>',
  ].join('\n'),
);
const old = sketchCommit('1111111111aa', 'net: foo: add bar support');
const later = sketchCommit('2222222222bb', 'net: foo: unbreak bar()');

const PATCH = `diff --git a/net/foo.c b/net/foo.c
--- a/net/foo.c
+++ b/net/foo.c
@@ -2,3 +2,5 @@ int bar(void)
 {
-	return run(x);
+	int ret = run(x);
+	kfree(x->buffer);
+	return ret;
 }
`;
const FILE = 'int bar(void)\n{\n\tint ret = run(x);\n\tkfree(x->buffer);\n\treturn ret;\n}\n\n\n\n\nint last;\n';

const history = sketchHistory({
  commits: [
    { sha: '1111111111aa', day: '2023-01-01', subject: old.subject, release: 0, paths: ['net/foo.c'] },
    {
      sha: 'abc1234de',
      day: '2024-03-05',
      subject: own.subject,
      release: 1,
      paths: ['net/foo.c'],
      fixes: [{ row: 0, id: '1111111111aa', subject: old.subject }],
    },
    {
      sha: '2222222222bb',
      day: '2024-04-01',
      subject: later.subject,
      release: 1,
      fixes: [{ row: 1, id: 'abc1234de', subject: own.subject }],
    },
  ],
  releases: [
    { name: 'v6.2-rc1', day: '2023-02-01', final: false },
    { name: 'v6.9-rc1', day: '2024-04-10', final: false },
  ],
  branches: [
    { name: 'linux-6.1.y', began: '2022-12-01', picks: { 1: '2024-05-01' } },
    { name: 'linux-6.6.y', began: '2023-10-01' },
    { name: 'linux-5.15.y', began: '2021-10-01' },
  ],
});

const versions: Readonly<Record<string, readonly number[]>> = {
  'linux-6.1.y': [6, 1],
  'linux-6.6.y': [6, 6],
  'linux-5.15.y': [5, 15],
};

const context: CheckContext = {
  commit: own,
  patch: parsePatch(Buffer.from(PATCH), 0),
  history: {
    ...history,
    branches: history.branches.map((branch) => ({ ...branch, version: versions[branch.name] ?? [] })),
  },
  row: 1,
  asOf: secondsOf('2024-06-01'),
  facts: [{ number: 1, says: 'It was posted as part 2 of 5, version 1.', source: '<id@x>', text: 'Link: https://x' }],
  branches: [
    answerOf('linux-6.1.y', 'already there'),
    answerOf('linux-6.6.y', 'take', { applies: 'clean' }),
    answerOf('linux-5.15.y', 'not affected', { applies: 'conflicts' }),
  ],
  repository: {
    whole: true,
    resolve: async (revision) => (revision === 'v6.9-rc1' ? own.sha : undefined),
    file: async (revision: Sha, path) =>
      path === 'net/foo.c' && revision === own.sha ? { kind: 'present', text: FILE } : { kind: 'absent' },
    commit: async (id) => {
      const found = [own, old, later].find(({ sha }) => sha.startsWith(id));
      return found === undefined ? { kind: 'none' } : { kind: 'found', commit: found };
    },
  },
};

const resultsOf = async (text: string, given: CheckContext = context): Promise<readonly string[]> =>
  (await checkText(text, given)).checks.map(({ kind, result }) => `${kind} ${result}`);

describe('a text about a commit', () => {
  it.each([
    ['The bug came with commit 1111111111aa ("net: foo: add bar support").', 'commit right'],
    ['The bug came with commit `1111111111aa` ("Net: foo: Add bar...").', 'commit right'],
    ['The bug came with commit 1111111111aa ("net: foo: remove bar support").', 'commit wrong'],
    ['See commit 3333333333cc.', 'commit wrong'],
    ['Fixes: 1111111111aa ("net: foo: add bar support")', 'fixes right'],
    ['Fixes: 2222222222bb ("net: foo: unbreak bar()")', 'fixes wrong'],
    ['The patch adds 3 lines and removes 1.', 'number right'],
    ['The patch adds 4 lines.', 'number wrong'],
    ['It touches two files.', 'number wrong'],
    ['The bug was introduced in v6.2.', 'version right'],
    ['The bug was introduced in v6.1.', 'version wrong'],
    ['This fix was released in v6.9.', 'version right'],
    ['This fix was released in v6.8.', 'version wrong'],
    ['It applies cleanly to 6.6.y.', 'branch right'],
    ['It applies cleanly to linux-5.15.y.', 'branch wrong'],
    ['The patch conflicts on 5.15.y.', 'branch right'],
    ['This commit is already in linux-6.1.y.', 'branch right'],
    ['This commit is missing from linux-6.1.y.', 'branch wrong'],
    ['It has not made it into linux-6.1.y.', 'branch wrong'],
    ['No backport of it exists in linux-6.6.y.', 'branch right'],
    ['linux-6.6.y has picked this up already.', 'branch wrong'],
    ['For linux-5.15.y no adaptation is needed.', 'branch wrong'],
    ['A dry-run pick to linux-6.6.y conflicted.', 'branch wrong'],
    ['The 5.15.y branch is not affected.', 'branch right'],
    ['linux-6.6.y is not affected.', 'branch wrong'],
    ['It has a Reviewed-by from Rita Reader.', 'trailer right'],
    ['It has a Reviewed-by from Otto Other.', 'trailer wrong'],
    ['Otto Other gave a Reviewed-by.', 'trailer wrong'],
    ['Rita Reader gave a Reviewed-by.', 'trailer right'],
    ['The message has no Fixes tag.', 'trailer wrong'],
    ['The author supplied a Fixes: tag.', 'trailer right'],
    ['It comes with a Fixes: tag, as one would expect.', 'trailer right'],
    ['It was written by Ada Author.', 'author right'],
    ['It was written by Otto Other.', 'author wrong'],
    ['The patch comes from Otto Other.', 'author wrong'],
    ['Submitted by Ada Author.', 'author right'],
    ['It reached mainline for v6.8.', 'version wrong'],
    ['The first tag that contains it is v6.8.', 'version wrong'],
    ['This was part of the v6.8 release.', 'version wrong'],
    ['Kernels from v6.1 on carry the bug.', 'version wrong'],
    ['The patch goes onto linux-5.15.y cleanly.', 'branch wrong'],
    ['It was committed on 2024-03-05.', 'date right'],
    ['It was committed on March 9, 2023.', 'date wrong'],
    ['It is patch 2 of 5.', 'series right'],
    ['It is patch 3 of 5.', 'series wrong'],
    ['There are no later fixes.', 'follow-up wrong'],
    ['It has not been reverted.', 'follow-up right'],
    ['It was later fixed by commit 2222222222bb.', 'follow-up right'],
    ['The commit message says "is never freed when the device goes away".', 'quote right'],
    ['The commit message says "is freed twice when the device goes away".', 'quote wrong'],
    ['The patch adds `kfree(x->buffer);`.', 'quote right'],
    ['The patch adds `kfree(x->name);`.', 'quote wrong'],
    ['With `kfree(x->name);` added, the path is safe.', 'quote wrong'],
    ['The key line of the diff is `kfree(x->name);`.', 'quote wrong'],
    ['The hunk now contains `kfree(x->buffer);`.', 'quote right'],
    ['The commit log is explicit: "is freed twice when the device goes away".', 'quote wrong'],
    ['net/foo.c:4 reads `kfree(x->buffer);`.', 'place right'],
    ['net/foo.c:11 reads `kfree(x->buffer);`.', 'place wrong'],
    ['See net/foo.c:400.', 'place wrong'],
    ['It is in net/other/bar.c.', 'path wrong'],
    ['It is bar() in net/foo.c.', 'function right'],
    ['| branch | has the fix |\n|---|---|\n| linux-6.1.y | no |', 'branch wrong'],
    ['| branch | has the fix |\n|---|---|\n| linux-6.6.y | no |', 'branch right'],
    ['Users of linux-6.1.y are left without this fix.', 'branch wrong'],
    ['Nobody has taken this patch to linux-6.6.y.', 'branch right'],
    ['The backport to linux-5.15.y is a plain cherry-pick.', 'branch wrong'],
    ['Somebody has to resolve things by hand for linux-6.6.y.', 'branch wrong'],
    ["Otto Other's patch does the right thing.", 'author wrong'],
    ['Credit goes to Otto Other, who wrote the patch.', 'author wrong'],
    ['It was Otto Other who wrote this patch.', 'author wrong'],
    ['R-b: Otto Other', 'trailer wrong'],
    ['Otto Other reviewed it.', 'trailer wrong'],
    ['The author did not add a Fixes: trailer.', 'trailer wrong'],
    ['Fixes tag: yes.', 'trailer right'],
    ['| has a Fixes tag |\n|---|\n| no |', 'trailer wrong'],
    ['This went in on 9 March 2023, so there was time.', 'date wrong'],
    ['| committed | verdict |\n|---|---|\n| 05/03/2024 | take |', 'date right'],
    ['Only 7 lines come in and one goes out.', 'number wrong'],
    ['The diff has four files in it.', 'number wrong'],
    ['First release carrying this patch: v6.8.', 'version wrong'],
    ['Affected: v6.1 and later, nothing older.', 'version wrong'],
    ['What this patch repairs was merged in the v6.2 cycle.', 'version right'],
    ['Earlier: 1111111111aa: net: foo: drop bar support', 'commit wrong'],
    ['‘net: foo: drop bar support’ – that is 1111111111aa – is older.', 'commit wrong'],
    ['The submitter writes: *"is freed twice when it goes away"*.', 'quote wrong'],
    ["Description says: 'is never freed when the device goes away'.", 'quote right'],
    ['After the patch the code says `kfree(x->name->first);`.', 'quote wrong'],
    ['```diff\n+kfree(x->name);\n```\nis what the patch puts in.', 'quote wrong'],
    ['It is quux() in net/foo.c.', 'function wrong'],
  ])('%s -> %s', async (text, expected) => {
    expect(await resultsOf(text)).toContain(expected);
  });

  it.each([
    'If it applies cleanly to linux-5.15.y, take it.',
    'A patch of 100 lines is the limit of the rules.',
    'The similar commit adds 4 lines.',
    'USB 3.0 support came in 2008.',
    'The patch was submitted by Rita Reader.',
    'The address was ffff888012345678.',
    'This patch should be in linux-6.6.y.',
    'It would apply to linux-5.15.y without conflicts if the helper were there.',
    'A Fixes: tag is not needed here.',
    'This was not written by Otto Other.',
    'It was tested by Sapphire Rapids users, as Otto Other said.',
    'The report of 9 March 2023 names it.',
    'The error message says "no such thing is here".',
    '1111111111aa is the commit that broke it.',
    'The patch was tested with v6.1 and needs v5.2 or later.',
  ])('states nothing that is wrong: %s', async (text) => {
    expect((await resultsOf(text)).filter((result) => result.endsWith('wrong'))).toEqual([]);
  });

  it('calls an id unknown where not every commit is here, or where only the message names it', async () => {
    const part = { ...context, repository: { ...context.repository, whole: false } };
    expect(await resultsOf('See commit 3333333333cc.', part)).toContain('commit unknown');
    const lost = { ...context, commit: { ...own, body: 'Fixes: 4444444444dd ("gone")' } };
    expect(await resultsOf('The bug came with commit 4444444444dd.', lost)).toContain('commit unknown');
  });

  it('joins wrapped lines and looks at each statement once', async () => {
    const { checks } = await checkText('The patch\nadds 3\nlines.\n\n- The patch adds 3 lines.', context);
    expect(checks.map(({ what }) => what)).toEqual(['adds 3 lines']);
  });

  it('lists what could be looked up and was not', async () => {
    const text =
      'It adds 3 lines. Think of v6.1 one day. As to "the old way of doing this", see below. The weather of 3 March 2021 was fine.';
    const { unchecked } = await checkText(text, context);
    expect(unchecked).toEqual([
      { text: 'Think of v6.1 one day.', what: 'a version or branch' },
      { text: 'As to "the old way of doing this", see below.', what: 'a quotation' },
      { text: 'The weather of 3 March 2021 was fine.', what: 'a day' },
    ]);
  });

  it('says how many statements it left out', async () => {
    const text = Array.from(
      { length: 400 },
      (_, n) => `See commit ${(n + 1).toString(16).padStart(6, '0')}abc123.`,
    ).join('\n\n');
    const { checks, leftOut } = await checkText(text, context);
    expect([checks.length, leftOut]).toEqual([300, 100]);
  });

  it('prints no control characters of the text', async () => {
    const { checks } = await checkText(
      'The patch adds `kfree(\u001b[31mx)`; see commit 3333333333cc ("a\u0007b c d e f").',
      context,
    );
    expect(JSON.stringify(checks)).not.toMatch(/\\u00/);
  });
});

describe('citations', () => {
  const resultOf = async (citation: RawCitation): Promise<string | undefined> =>
    (await checkCitations([citation], { context, claim: 'It is part 2 of a series.' }))[0]?.result;

  it.each<[RawCitation, string]>([
    [{ kind: 'fact', number: 1, quote: 'part 2 of 5' }, 'right'],
    [{ kind: 'fact', number: 1, quote: 'part 3 of 5' }, 'wrong'],
    [{ kind: 'fact', number: 7, quote: undefined }, 'wrong'],
    [{ kind: 'commit', id: '1111111111AA', subject: 'net: foo: add "bar" support' }, 'right'],
    [{ kind: 'commit', id: '--output=x', subject: undefined }, 'wrong'],
    [{ kind: 'line', path: 'net/foo.c', line: 6, revision: undefined, quote: 'kfree(x->buffer)' }, 'right'],
    [{ kind: 'line', path: 'net/foo.c', line: 8, revision: undefined, quote: 'kfree(x->buffer)' }, 'wrong'],
    [{ kind: 'line', path: '../etc/passwd', line: 1, revision: undefined, quote: undefined }, 'wrong'],
    [{ kind: 'line', path: 'net/foo.c', line: 4, revision: '--help', quote: undefined }, 'wrong'],
    [{ kind: 'line', path: 'net/foo.c', line: 4, revision: 'v6.9-rc1', quote: 'kfree(' }, 'right'],
    [{ kind: 'quote', of: 'patch', quote: '-	return run(x);' }, 'right'],
    [{ kind: 'quote', of: 'patch', quote: 'int ret = run(x); ... return ret;' }, 'right'],
    [{ kind: 'quote', of: 'patch', quote: 'return run(y);' }, 'wrong'],
    [{ kind: 'quote', of: 'message', quote: 'never   freed' }, 'right'],
    [{ kind: 'quote', of: 'message', quote: '' }, 'wrong'],
    [{ kind: 'branch', branch: 'linux-6.6.y', says: 'applies' }, 'right'],
    [{ kind: 'branch', branch: '6.6', says: 'conflicts' }, 'wrong'],
    [{ kind: 'branch', branch: 'linux-5.15.y', says: 'applies' }, 'wrong'],
    [{ kind: 'branch', branch: 'linux-6.1.y', says: 'there' }, 'right'],
    [{ kind: 'branch', branch: 'linux-6.1.y', says: 'missing' }, 'wrong'],
    [{ kind: 'branch', branch: 'linux-5.15.y', says: 'affected' }, 'wrong'],
    [{ kind: 'branch', branch: 'linux-9.9.y', says: 'applies' }, 'wrong'],
    [{ kind: 'version', version: 'v6.9', of: 'commit' }, 'right'],
    [{ kind: 'version', version: 'v6.8', of: 'commit' }, 'wrong'],
    [{ kind: 'version', version: 'v6.2-rc1', of: 'fault' }, 'right'],
    [{ kind: 'version', version: 'v6.1', of: 'fault' }, 'wrong'],
  ])('%j is %s', async (citation, expected) => {
    expect(await resultOf(citation)).toBe(expected);
  });

  it('says how far off a line is', async () => {
    const [check] = await checkCitations(
      [{ kind: 'line', path: 'net/foo.c', line: 6, revision: undefined, quote: 'kfree(x->buffer)' }],
      { context, claim: 'It frees the buffer.' },
    );
    expect(check?.why).toBe('line 4 says that, 2 off');
  });
});

describe('the state of a claim', () => {
  const stateOf = async (text: string, citations: readonly RawCitation[] = []): Promise<string | undefined> =>
    (await checkClaims([{ text, weighs: 'for', citations }], { member: 'm', context }))[0]?.state;

  it.each<[string, string, readonly RawCitation[]]>([
    ['held', 'It leaks.', [{ kind: 'quote', of: 'message', quote: 'never freed' }]],
    ['held', 'The bug came with commit 1111111111aa.', []],
    ['false', 'The patch adds 9 lines.', [{ kind: 'quote', of: 'message', quote: 'never freed' }]],
    ['open', 'It is in net/foo.c.', []],
    ['uncited', 'It looks harmless.', []],
    ['held', 'It is a part of a series.', [{ kind: 'fact', number: 1, quote: undefined }]],
    ['held', 'It must go in.', [{ kind: 'fact', number: 1, quote: 'part 2 of 5' }]],
    ['open', 'This commit must go into the stable branch.', [{ kind: 'fact', number: 1, quote: undefined }]],
    ['open', 'It must go in.', [{ kind: 'quote', of: 'patch', quote: '}' }]],
    ['open', 'It must go in.', [{ kind: 'line', path: 'net/foo.c', line: 4, revision: undefined, quote: undefined }]],
    ['open', 'It must go in.', [{ kind: 'commit', id: context.commit.sha, subject: context.commit.subject }]],
    ['uncited', `Commit ${context.commit.sha.slice(0, 12)} must go in.`, []],
    ['held', 'Its fault is old.', [{ kind: 'commit', id: '1111111111AA', subject: 'net: foo: add "bar" support' }]],
    ['uncited', 'Think of v6.1 and "the old way of doing this".', []],
  ])('is %s: %s', async (state, text, citations) => {
    expect(await stateOf(text, citations)).toBe(state);
  });
});

describe('advice for a branch', () => {
  it.each([
    ['linux-6.6.y', 'take', 'right'],
    ['linux-6.1.y', 'take', 'wrong'],
    ['linux-5.15.y', 'take', 'wrong'],
    ['linux-5.15.y', 'leave', 'right'],
    ['linux-9.9.y', 'take', 'wrong'],
  ] as const)('%s: %s is %s', (branch, advice, result) => {
    expect(checkAdvice({ branch, advice, why: '' }, openDesk(context))?.result).toBe(result);
  });
});
