import { UnjudgeableError, UsageError } from '../../errors.ts';
import type { BranchAnswer, Fact } from '../../evidence/index.ts';
import { parsePatch, type Commit, type Patch, type Repository, type Sha } from '../../git/index.ts';
import type {
  CheckContext,
  CheckRepository,
  CommitView,
  FoundCommit,
  FoundFile,
  NumberedFact,
} from '../../panel/index.ts';
import type { Bench } from '../judge.ts';
import type { Workspace } from '../workspace.ts';

/** Bytes of a patch that statements are compared with. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface CheckSubject {
  readonly row: number;
  readonly facts: readonly Fact[] | readonly NumberedFact[];
  readonly branches: readonly BranchAnswer[];
}

/**
 * All that statements about one commit of the history are checked against.
 * @throws UnjudgeableError `unread-commit` when its message cannot be read.
 */
export async function readCheckContext(
  { repository }: Pick<Workspace, 'repository'>,
  { history, asOf }: Pick<Bench, 'history' | 'asOf'>,
  { row, facts, branches }: CheckSubject,
): Promise<CheckContext> {
  const { sha } = history.commits[row];
  const found = await readCommit(repository, sha);
  if (found.kind !== 'found')
    throw new UnjudgeableError('unread-commit', `the commit ${sha.slice(0, 12)} cannot be read`);
  return {
    commit: found.commit,
    patch: await readPatch(repository, sha),
    history,
    row,
    asOf,
    facts: facts.map(numberFact),
    branches,
    repository: openCheckRepository(repository),
  };
}

const numberFact = (fact: Fact | NumberedFact, at: number): NumberedFact =>
  'number' in fact
    ? fact
    : {
        number: at + 1,
        says: fact.says,
        source: fact.source,
        text: [fact.quote ?? '', ...(fact.detail ?? [])].join('\n'),
      };

async function readPatch(repository: Repository, sha: Sha): Promise<Patch | undefined> {
  for await (const read of repository.patches([sha], { maxBytes: MOST_BYTES }))
    if (read.kind === 'patch') return parsePatch(read.bytes, read.cut);
  return undefined;
}

/** The repository as checks ask it: every id and revision goes through `resolve`, which takes no options. */
export function openCheckRepository(repository: Repository): CheckRepository {
  return {
    // A partial clone lacks contents, never commits; what it lacks is `unread`.
    whole: !repository.shallow,
    commit: (id) => findCommit(repository, id),
    resolve: async (revision) => {
      const found = await resolve(repository, revision);
      return typeof found === 'string' ? found : undefined;
    },
    file: (revision, path) => readFile(repository, revision, path),
  };
}

async function resolve(repository: Repository, revision: string): Promise<Sha | FoundCommit | undefined> {
  try {
    return await repository.resolve(revision);
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'several', why: error.message };
    throw error;
  }
}

const HEX = /^[0-9a-f]{7,64}$/;

async function findCommit(repository: Repository, id: string): Promise<FoundCommit> {
  if (!HEX.test(id)) return { kind: 'none' };
  const sha = await resolve(repository, id);
  if (sha === undefined) return { kind: 'none' };
  return typeof sha === 'string' ? readCommit(repository, sha) : sha;
}

async function readCommit(repository: Repository, sha: Sha): Promise<FoundCommit> {
  for await (const read of repository.commits([sha])) {
    if (read.kind === 'unread') return { kind: 'unread', why: read.why };
    return { kind: 'found', commit: viewOf(read) };
  }
  return { kind: 'none' };
}

const viewOf = ({ sha, parents, subject, body, author, committer }: Commit): CommitView => ({
  sha,
  parents,
  subject,
  body,
  author,
  committer,
});

async function readFile(repository: Repository, sha: Sha, path: string): Promise<FoundFile> {
  for await (const reply of repository.files([{ sha, path }])) {
    if (reply.kind === 'absent') return { kind: 'absent' };
    return reply.kind === 'unread'
      ? { kind: 'unread', why: reply.why }
      : { kind: 'present', text: reply.bytes.toString('utf8') };
  }
  return { kind: 'absent' };
}
