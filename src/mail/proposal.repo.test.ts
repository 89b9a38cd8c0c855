import { describe, expect, it } from 'vitest';
import type { Commit, Sha } from '../git/index.ts';
import { openRepository } from '../git/index.ts';
import type { CommitInput, TestRepo } from '../testing/repo.ts';
import { makeRepo } from '../testing/repo.ts';
import { sketchSelection } from '../testing/selection.ts';
import { renderMbox } from './mbox.ts';
import type { MailRun } from './patch-mail.ts';
import { renderProposal } from './proposal.ts';

const selection = sketchSelection({ lanes: { proposal: 1 } });
const sender = { name: 'Sänder, Eve', email: 'eve@example.org' };
const run: MailRun = {
  id: 'abcd1234',
  host: 'example.org',
  sender,
  to: [],
  cc: [],
  date: 1_754_870_400,
  context: selection,
  referenceOn: () => 'brackets',
  optOut: undefined,
  version: '0.1.0',
};

interface Trip {
  readonly mail: string;
  readonly tree: string;
  readonly author: string;
  readonly message: string;
  readonly wanted: { readonly commit: Commit; readonly tree: string; readonly author: string };
}

/** Commit, mail, `git am` on the parent, without any option. */
async function sendThrough(
  repo: TestRepo,
  input: CommitInput,
  { amOptions = [], change = {} }: { readonly amOptions?: readonly string[]; readonly change?: Partial<MailRun> } = {},
): Promise<Trip> {
  const sha = repo.commit(input);
  const repository = await openRepository(repo.dir);
  const commit = await readCommit(repository, sha);
  const patch = await repository.mailPatch(sha);
  await repository.close();
  const selected = { ...selection.commits[0], sha, subject: commit.subject };
  const mail = renderProposal({
    ...{ run: { ...run, ...change }, number: 1, commit, selected, patch, inReplyTo: undefined },
  });
  const wanted = {
    commit,
    tree: repo.git(['rev-parse', `${sha}^{tree}`]),
    author: repo.git(['show', '-s', '--format=%an <%ae>', sha]),
  };
  repo.git(['checkout', '-q', '--detach', `${sha}~1`]);
  repo.git(['am', '--quiet', ...amOptions], { input: renderMbox([mail]) });
  return {
    mail: mail.toString('latin1'),
    tree: repo.git(['rev-parse', 'HEAD^{tree}']),
    author: repo.git(['show', '-s', '--format=%an <%ae>', 'HEAD']),
    message: repo.git(['show', '-s', '--format=%B', 'HEAD']),
    wanted,
  };
}

async function readCommit(repository: Awaited<ReturnType<typeof openRepository>>, sha: Sha): Promise<Commit> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  throw new Error(`${sha} is not here`);
}

function baseRepo(): TestRepo {
  const repo = makeRepo();
  repo.commit({
    message: 'root',
    files: {
      'a.c': 'one\ntwo\n',
      'crlf.txt': 'a\r\nb\r\n',
      'latin.c': Buffer.from([0x63, 0xe9, 10]),
      bin: Buffer.from([0, 1, 2, 3]),
    },
  });
  return repo;
}

const CASES: readonly (readonly [title: string, input: CommitInput])[] = [
  [
    'an ordinary fix',
    { message: 'net: fix it\n\nWhy.\n\nSigned-off-by: A <a@b.org>\n', files: { 'a.c': 'one\nthree\n' } },
  ],
  [
    'a message with From at the start of lines',
    {
      message:
        'net: fix it\n\nFrom my view this is right.\nFrom abc@example.org Mon Sep 17 00:00:00 2001\n>From here\n',
      files: { 'a.c': 'From x\n' },
    },
  ],
  ['carriage returns', { message: 'crlf: fix it\n\nWhy.\n', files: { 'crlf.txt': 'a\r\nc\r\n' } }],
  [
    'content that is not UTF-8',
    { message: 'latin: fix it\n\nÄpfel.\n', files: { 'latin.c': Buffer.from([0x63, 0xe8, 10, 0xff, 10]) } },
  ],
  [
    'a binary file',
    {
      message: 'bin: fix it\n\nWhy.\n',
      files: { bin: Buffer.from([0, 9, 8, 7, 6, 5, 0, 0, 1]), new: Buffer.alloc(3000, '\0x') },
    },
  ],
  [
    'lines of 5,000 characters',
    { message: `long: fix it\n\n${'word '.repeat(1000).trim()}\n`, files: { 'a.c': `${'x'.repeat(5000)}\n` } },
  ],
  ['no newline at the end of a file', { message: 'eof: fix it\n\nWhy.\n', files: { 'a.c': 'one\ntwo' } }],
  [
    'lines that look like mail and patch ends in the content',
    { message: 'x: fix it\n', files: { 'a.c': '-- \n---\n--\nFrom me\ndiff --git a/b b/b\n' } },
  ],
  ['a subject alone', { message: 'x: fix it', files: { 'a.c': 'z\n' } }],
  [
    'a long subject that is not ASCII',
    { message: `größe: ${'überall zu groß und auch zu lang '.repeat(5).trim()}\n\nWhy.\n`, files: { 'a.c': 'z\n' } },
  ],
  [
    'an author with quotes, commas and umlauts',
    { message: 'x: fix it\n', files: { 'a.c': 'z\n' }, author: 'Jörg "J." Müller, Jr. <jm@example.org>' },
  ],
  [
    'an author with dots',
    { message: 'x: fix it\n', files: { 'a.c': 'z\n' }, author: 'John Q. Public <jq@example.org>' },
  ],
  [
    'a message that opens with what looks like headers',
    { message: 'x: fix it\n\nFrom: nobody <n@b.org>\nSubject: other\n\nDate: never\n', files: { 'a.c': 'z\n' } },
  ],
  ['a moved file', { message: 'x: move it\n', files: { 'a.c': null, 'b c.c': 'one\ntwo\n' } }],
];

it('is signed off only by somebody, and only where others signed off', async () => {
  using repo = baseRepo();
  const repository = await openRepository(repo.dir);
  const render = async (message: string, email: string): Promise<string> => {
    const commit = await readCommit(repository, repo.commit({ message, files: { 'a.c': `${message}${email}` } }));
    const selected = selection.commits[0];
    const patch = await repository.mailPatch(commit.sha);
    const mail = { run: { ...run, sender: { name: 'Eve', email } }, number: 1, commit, selected, patch };
    return renderProposal({ ...mail, inReplyTo: 'first@example.org' }).toString();
  };
  const signed = await render('x: a\n\nSigned-off-by: A <a@b.org>\n', 'eve@example.org');
  expect(signed).toContain('\nSigned-off-by: A <a@b.org>\nSigned-off-by: Eve <eve@example.org>\n---\n');
  expect(signed).toContain('\nIn-Reply-To: <first@example.org>\nReferences: <first@example.org>\n');
  expect(await render('x: b\n\nWhy.\n', 'eve@example.org')).not.toContain('Signed-off-by: Eve');
  expect(await render('x: c\n\nSigned-off-by: A <a@b.org>\n', 'eve@localhost')).not.toContain('Signed-off-by: Eve');
  await repository.close();
});

describe('a proposal goes through git am', () => {
  it.each(CASES)('with %s', async (_, input) => {
    using repo = baseRepo();
    const { tree, author, message, wanted } = await sendThrough(repo, input);
    expect(tree).toBe(wanted.tree);
    expect(author).toBe(wanted.author);
    const { sha, subject, body } = wanted.commit;
    const signed = body.includes('Signed-off-by') ? `\nSigned-off-by: ${sender.name} <${sender.email}>` : '';
    expect(message).toBe(`${subject}\n\n[ Upstream commit ${sha} ]\n\n${body.trim()}${signed}`.trim());
  });

  it.each([
    ['cherry-picked', 'Why.', '', 'Why.\n\n(cherry picked from commit ID)'],
    ['cherry-picked', 'Why.\n\nFixes: x', '', 'Why.\n\nFixes: x\n(cherry picked from commit ID)'],
    [
      'master-commit',
      'Why.\n\nSigned-off-by: A <a@b.org>',
      '\nSigned-off-by: Sänder, Eve <eve@example.org>',
      'Why.\n\nSigned-off-by: A <a@b.org>\nmaster commit: ID',
    ],
    ['small-brackets', 'Why.', '', '[ upstream commit ID ]\n\nWhy.'],
    ['sentence', '', '', 'commit ID upstream.'],
  ] as const)('and names its original as the project does: %s below %j', async (style, body, signed, expected) => {
    using repo = baseRepo();
    const input = { message: `x: fix it\n\n${body}\n`, files: { 'a.c': 'z\n' } };
    const { message, wanted } = await sendThrough(repo, input, { change: { referenceOn: () => style } });
    expect(message).toBe(`x: fix it\n\n${expected.replace('ID', wanted.commit.sha)}${signed}`);
  });

  it('and says how to be left alone by what there is in the project', async () => {
    const input = { message: 'x: fix it\n', files: { 'a.c': 'z\n' } };
    const said = async (change: Partial<MailRun>): Promise<string> => {
      using repo = baseRepo();
      return (await sendThrough(repo, input, { change })).mail.replace(/\s+/g, ' ');
    };
    const plain = await said({});
    expect(plain).toContain('To be left alone, ask eve@example.org for an entry in the list of paths or authors.');
    expect(plain).not.toContain('kernel.org');
    expect(await said({ optOut: 'stable+noautosel@example.org' })).toContain(
      'add "Cc: <stable+noautosel@example.org> # reason" to a commit, or ask eve@example.org',
    );
    expect(plain).toMatch(/with "for linux-[\d.]+\.y" behind it for that branch alone/);
  });

  it('with a diff quoted in the message: all of it arrives, none of it is applied', async () => {
    using repo = baseRepo();
    const quoted = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n-one\n+EVIL\n two';
    const { tree, message, mail, wanted } = await sendThrough(repo, {
      message: `x: fix it\n\nBefore.\n---\n${quoted}\nIndex: a.c\n\nTail: here\n`,
      files: { 'other.c': 'z\n' },
    });
    expect(tree).toBe(wanted.tree);
    expect(message.replace(/^ (?=---|diff -|Index: )/gm, '')).toContain(
      `Before.\n---\n${quoted}\nIndex: a.c\n\nTail: here`,
    );
    expect(mail).toContain('4 lines of the original message got a blank in front');
  });

  it('keeps a subject in brackets with the option that the mail names', async () => {
    using repo = baseRepo();
    const { message, mail } = await sendThrough(
      repo,
      { message: '[media] fix it\n', files: { 'a.c': 'z\n' } },
      { amOptions: ['--keep-non-patch'] },
    );
    expect(message.split('\n')[0]).toBe('[media] fix it');
    expect(mail.replace(/\s+/g, ' ')).toContain('git am --keep-non-patch');
  });

  it('is the same bytes each time and names the commit, the versions and the decision in its headers', async () => {
    using repo = baseRepo();
    const input = {
      message: 'x: fix it\n\nCc: Bob <bob@example.org>\nCc: stable@vger.kernel.org\n',
      files: { 'a.c': 'z\n' },
    };
    const { mail, wanted } = await sendThrough(repo, input);
    using again = baseRepo();
    expect((await sendThrough(again, input)).mail).toBe(mail);
    const head = mail.slice(0, mail.indexOf('\n\n'));
    expect(head).toMatch(/^Subject: \[PATCH AUTOSEL 6\.15[^\]]*\] x: fix it$/m);
    expect(head).toContain(
      `\nMessage-ID: <20250811000000.abcd1234-1-${wanted.commit.sha.slice(0, 12)}-autosel@example.org>\n`,
    );
    expect(head).toContain(`\nX-AUTOSEL-Commit: ${wanted.commit.sha}\n`);
    expect(head).toContain('\nX-Patchwork-Hint: Ignore\n');
    expect(head.replace(/\n /g, ' ')).toMatch(
      /^Cc: Test Person <person@example\.org>, Bob <bob@example\.org>, =\?UTF-8/m,
    );
    expect(head).not.toContain('stable@vger');
    expect(mail.split('\n').slice(-6)).toEqual(['-two', '+z', '-- ', 'autosel 0.1.0', '', '']);
  });
});
