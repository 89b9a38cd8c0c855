import { InfrastructureError, UsageError } from '../errors.ts';
import { findRepository } from './discover.ts';
import { ObjectReader } from './cat-file.ts';
import { readCommits } from './commits.ts';
import { Git } from './process.ts';
import { ScratchObjects } from './scratch-objects.ts';
import { parseSha } from './sha.ts';
import type { Person, Sha } from './types.ts';

/** A commit that is still to be made. */
export interface NewCommit {
  readonly author: Person;
  /** Whole, subject first. */
  readonly message: string;
  /** Applies to what stands before it, line by line. */
  readonly patch: Buffer;
  /** The tree that must come of it. */
  readonly tree: Sha;
}

export interface NewBranch {
  /** Any folder of the repository that gets the branch; it must have `onto`. */
  readonly dir: string;
  /** Without `refs/heads/`. */
  readonly name: string;
  readonly onto: Sha;
  readonly commits: readonly NewCommit[];
  /** Undefined: whoever the repository's configuration names. */
  readonly committer: Pick<Person, 'name' | 'email'> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Patches and commits that are read for one branch are small; a message is not. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Makes a branch of new commits in somebody's repository: the one thing that this program writes into it. What is checked out, the index and
 * every other branch stay as they are; all objects are made elsewhere first, so a failure leaves nothing behind. Gives the new commits in order.
 * @throws UsageError `bad-branch-name`, `branch-exists`, `tip-missing` or `no-committer`; InfrastructureError `branch-not-written`.
 */
export async function writeBranch(branch: NewBranch): Promise<readonly Sha[]> {
  const place = await findRepository(branch.dir, branch.signal);
  const git = Git.inRepository(place.commonGitDir, branch.signal);
  const reader = new ObjectReader(git, MOST_BYTES);
  const scratch = new ScratchObjects({
    objects: `${place.commonGitDir}/objects`,
    objectFormat: place.objectFormat,
    signal: branch.signal,
  });
  try {
    await checkName(git, branch);
    const base = await readBase(reader, branch);
    const shas = await buildCommits(scratch, { branch, base, committer: await readCommitter(branch) });
    const last = shas.at(-1) ?? branch.onto;
    await giveObjects({ from: scratch.git, to: git, last, onto: branch.onto });
    await setBranch(git, branch.name, last);
    return shas;
  } finally {
    await scratch.close();
    await reader.close();
    await git.close();
  }
}

async function checkName(git: Git, { name, dir }: NewBranch): Promise<void> {
  const ref = `refs/heads/${name}`;
  const valid = !name.startsWith('-') && (await git.attempt(['check-ref-format', ref])).end.code === 0;
  if (!valid) throw new UsageError('bad-branch-name', `${JSON.stringify(name)} cannot be the name of a branch`);
  const known = (await git.attempt(['show-ref', '--verify', '--quiet', ref])).end.code === 0;
  const head = (await git.attempt(['symbolic-ref', '--quiet', 'HEAD'])).stdout.toString('utf8').trim();
  if (known || head === ref)
    throw new UsageError(
      'branch-exists',
      `${dir} has a branch ${name} already: it is left alone; name a new one with --branch`,
    );
}

async function readBase(reader: ObjectReader, { onto, dir }: NewBranch): Promise<Sha> {
  for await (const commit of readCommits(reader, [parseSha(onto)])) if (commit.kind === 'commit') return commit.tree;
  throw new UsageError(
    'tip-missing',
    `${dir} does not have commit ${onto}, which the branch starts from: fetch it there first`,
  );
}

async function readCommitter({ committer, dir, signal }: NewBranch): Promise<Pick<Person, 'name' | 'email'>> {
  if (committer !== undefined) return committer;
  const git = Git.inFolder(dir, signal);
  try {
    const { end, stdout } = await git.attempt(['var', 'GIT_COMMITTER_IDENT']);
    const found = /^(?<name>.*) <(?<email>[^<>]*)> \d+ [+-]\d+\n?$/.exec(end.code === 0 ? stdout.toString('utf8') : '');
    if (found?.groups === undefined)
      throw new UsageError(
        'no-committer',
        `git does not know who commits in ${dir}: set user.name and user.email there`,
      );
    return { name: found.groups['name'], email: found.groups['email'] };
  } finally {
    await git.close();
  }
}

interface Building {
  readonly branch: NewBranch;
  /** Tree of the commit that the branch starts from. */
  readonly base: Sha;
  readonly committer: Pick<Person, 'name' | 'email'>;
}

async function buildCommits(scratch: ScratchObjects, { branch, base, committer }: Building): Promise<readonly Sha[]> {
  const time = Math.floor(Date.now() / 1000);
  const shas: Sha[] = [];
  await scratch.git.read(['read-tree', base]);
  for (const { author, message, patch, tree } of branch.commits) {
    await scratch.git.read(['apply', '--cached', '--whitespace=nowarn', '--allow-empty', '-'], { input: patch });
    const made = (await scratch.git.read(['write-tree'])).toString('latin1').trim();
    if (made !== tree)
      throw new InfrastructureError(
        'branch-not-written',
        `a patch made ${made} where the pick had made ${tree}; nothing was written`,
      );
    const head = [
      `tree ${made}`,
      `parent ${shas.at(-1) ?? branch.onto}`,
      `author ${renderPerson(author)}`,
      `committer ${renderPerson({ ...committer, time, zone: '+0000' })}`,
    ];
    shas.push(scratch.write('commit', Buffer.from(`${head.join('\n')}\n\n${message.trimEnd()}\n`)));
  }
  return shas;
}

/** As a commit object has people: no sign of them may end the line or the name. */
const renderPerson = ({ name, email, time, zone }: Person): string =>
  `${plain(name)} <${plain(email)}> ${time} ${/^[+-]\d{4}$/.test(zone) ? zone : '+0000'}`;

const plain = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();

interface Giving {
  readonly from: Git;
  readonly to: Git;
  readonly last: Sha;
  readonly onto: Sha;
}

async function giveObjects({ from, to, last, onto }: Giving): Promise<void> {
  const pack = await from.read(['pack-objects', '--revs', '--stdout', '-q'], { input: `${last}\n^${onto}\n` });
  await to.read(['unpack-objects', '-q', '--strict'], { input: pack });
}

/** Only where no branch of that name came to be meanwhile. Hooks of the repository do not run. */
async function setBranch(git: Git, name: string, sha: Sha): Promise<void> {
  const none = '0'.repeat(sha.length);
  await git.read(['-c', 'core.hooksPath=/dev/null', 'update-ref', `refs/heads/${name}`, sha, none]);
}
