import { openRepository, parseMessage } from '../git/index.ts';
import type { Commit, Repository, Sha } from '../git/index.ts';
import { buildHistory, makeCommitFinder, readDocumentation } from '../history/index.ts';
import type { CommitValues, History } from '../history/index.ts';
import { gatherFacts } from '../evidence/index.ts';
import { buildTools } from '../panel/index.ts';
import type { PanelTool, Toolbox, ToolFinding } from '../panel/index.ts';
import { collect } from './reading.ts';
import { makeRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';

/** A driver with a leak, its fix, a stable branch that took the fix later, and things in the tree that lead outside. */
export interface ToolBed extends Disposable {
  readonly repo: TestRepo;
  readonly repository: Repository;
  readonly history: History;
  readonly ids: Readonly<Record<'first' | 'leak' | 'other' | 'fix' | 'later' | 'otherCopy' | 'fixCopy' | 'tip', Sha>>;
  /** Seconds: after the fix, before any branch took it. */
  readonly day: number;
  build(more?: Partial<Toolbox>): readonly PanelTool[];
  call(name: string, input: unknown, more?: Partial<Toolbox>): Promise<ToolFinding>;
  close(): Promise<void>;
}

const DAY = 86_400;
const START = 1_600_000_000;
const at = (day: number): number => START + day * DAY;

const driver = (body: string, more = ''): string => `#include "tun.h"

static int tun_open(struct tun *tun)
{
	tun->buffer = alloc(64);
	return 0;
}

int tun_send(struct tun *tun,
	     const char *data)
{
${body}
	return tun_open(tun);
}

static const struct ops tun_ops = {
	.open = tun_open,
};
${more}`;

const rules = `Rules for stable branches
=========================

What a stable branch takes
--------------------------

A change must mend a bug that bothers people: a leak, a crash, a corruption of data.
It must be small, and it must be in mainline before a stable branch takes it.

How to ask
----------

Write a line to the list, and name the branches.
`;

export async function makeToolBed(): Promise<ToolBed> {
  const repo = makeRepo();
  const first = repo.commit({
    message: 'net: tun: add a driver',
    time: at(0),
    files: {
      'net/tun.c': driver('\tsend(data);'),
      'net/tun.h': 'struct tun {\n\tchar *buffer;\n};\n\nint tun_send(struct tun *tun, const char *data);\n',
      'net/ping.py':
        'def ping(host):\n    return send(host)\n\n\nclass Pinger:\n    def ping_all(self):\n        return ping("a")\n',
      'Documentation/process/stable-kernel-rules.rst': rules,
      'CONTRIBUTING.md': '# Contributing\n\nSend patches to the list.\n\n## Style\n\nTabs.\n',
      'data.bin': Buffer.from([0, 1, 2, 0, 255]),
      'long.txt': Array.from({ length: 3000 }, (_, n) => `line ${n + 1} of a long file\n`).join(''),
      '-rf': 'a file that is named like an option\n',
    },
  });
  const link = repo.git(['hash-object', '-w', '--stdin'], { input: '/etc/passwd' });
  repo.git(['update-index', '--add', '--cacheinfo', `120000,${link},outside`]);
  repo.git(['update-index', '--add', '--cacheinfo', `160000,${first},module`]);
  repo.git(['commit', '--quiet', '-m', 'net: add links'], { env: dates(at(1)) });
  repo.git(['reset', '--quiet', '--hard']);
  repo.tag('v1.0');
  const leak = repo.commit({
    message: 'net: tun: keep the data',
    time: at(10),
    files: { 'net/tun.c': driver('\ttun->buffer = copy(data);\n\tsend(data);') },
  });
  repo.branch('stable-1.0', 'HEAD');
  repo.branch('main');
  const other = repo.commit({
    message: 'net: ping: wait for the answer',
    time: at(20),
    files: { 'net/ping.py': 'def ping(host):\n    return wait(send(host))\n' },
  });
  const fix = repo.commit({
    message: `net: tun: fix a leak of the data\n\nThe copy was never freed.\n\nFixes: ${leak.slice(0, 12)} ("net: tun: keep the data")\nCc: stable@vger.kernel.org\n`,
    time: at(30),
    files: { 'net/tun.c': driver('\ttun->buffer = copy(data);\n\tsend(data);\n\tfree(tun->buffer);') },
  });
  const later = repo.commit({
    message: `net: tun: mend the fix\n\nFixes: ${fix.slice(0, 12)} ("net: tun: fix a leak of the data")\n`,
    time: at(60),
    files: { 'net/tun.c': driver('\ttun->buffer = copy(data);\n\tsend(data);\n\tfree_all(tun->buffer);') },
  });
  repo.tag('v1.1');
  const tip = repo.id('HEAD');
  repo.branch('stable-1.0');
  const otherCopy = copy(repo, other, at(25));
  const fixCopy = copy(repo, fix, at(40));
  repo.tag('v1.0.1');
  repo.branch('main');
  return openBed(repo, { first, leak, other, fix, later, otherCopy, fixCopy, tip });
}

const dates = (time: number): Record<string, string> => ({
  GIT_AUTHOR_DATE: `${time} +0000`,
  GIT_COMMITTER_DATE: `${time} +0000`,
});

function copy(repo: TestRepo, sha: Sha, time: number): Sha {
  repo.git(['cherry-pick', '--no-commit', sha]);
  const message = `${repo.git(['show', '-s', '--format=%s', sha])}\n\n[ Upstream commit ${sha} ]\n`;
  return repo.commit({ message, time, files: { 'stable.txt': `${time}\n` } });
}

async function openBed(repo: TestRepo, ids: ToolBed['ids']): Promise<ToolBed> {
  const repository = await openRepository(repo.dir);
  const history = await readHistory(repo, repository, ids);
  const refs = await repository.refs();
  const day = at(35);
  const build: ToolBed['build'] = (more = {}) =>
    buildTools({
      repository,
      refs,
      history,
      asOf: day,
      sha: ids.fix,
      onto: ['stable-1.0'],
      hideOwnDecision: true,
      finder: makeCommitFinder(history),
      facts: async (question) => gatherFacts({ ...question, lists: { paths: [], authors: [] } }),
      docs: () => readDocumentation(repository, ids.fix),
      ...more,
    });
  return {
    repo,
    repository,
    history,
    ids,
    day,
    build,
    call: (name, input, more) => callTool(build(more), name, input),
    close: () => repository.close(),
    [Symbol.dispose]: () => repo.remove(),
  };
}

function callTool(tools: readonly PanelTool[], name: string, input: unknown): Promise<ToolFinding> {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool.run(input, new AbortController().signal);
}

async function readHistory(repo: TestRepo, repository: Repository, ids: ToolBed['ids']): Promise<History> {
  const commits = (await collect(repository.commits(await repository.range('main')))).concat(
    await collect(repository.commits([ids.first, ids.leak, ids.other, ids.fix])),
  );
  const values = commits.flatMap((commit) => (commit.kind === 'commit' ? [valuesOf(commit)] : []));
  const tip = repo.id('stable-1.0');
  return buildHistory({
    mainline: { ref: 'refs/heads/main', tip: ids.tip },
    numberNames: [],
    commits: values,
    branches: [
      {
        name: 'stable-1.0',
        ref: 'refs/heads/stable-1.0',
        tip,
        base: ids.leak,
        baseTime: at(10),
        version: [1, 0],
        lastTime: at(40),
        firstPickTime: at(25),
        why: 'named',
      },
    ],
    picks: [
      {
        sha: ids.other,
        stableSha: ids.otherCopy,
        branch: 0,
        how: 'reference',
        knownSince: at(25),
        revertedAt: undefined,
      },
      { sha: ids.fix, stableSha: ids.fixCopy, branch: 0, how: 'reference', knownSince: at(40), revertedAt: undefined },
    ],
    releases: [{ name: 'v1.0', time: at(1), final: true }],
    end: at(90),
  });
}

function valuesOf({ sha, subject, body, author, committer }: Commit): CommitValues {
  return {
    sha,
    subject,
    authorName: author.name,
    authorEmail: author.email,
    committerEmail: committer.email,
    authorTime: author.time,
    commitTime: committer.time,
    facts: parseMessage(subject, body),
    release: undefined,
    paths: ['net/tun.c'],
    added: 1,
    removed: 0,
    patchId: '',
    unread: undefined,
    numbers: new Float32Array(0),
  };
}
