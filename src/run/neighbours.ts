import { parsePatch, type Commit, type Patch, type Sha } from '../git/index.ts';
import {
  buildCommitText,
  extractTermTexts,
  findNeighbours,
  type Neighbour,
  type NeighbourQuery,
  type SearchIndex,
} from '../history/index.ts';
import { UnjudgeableError } from '../errors.ts';
import { openEmbedder } from './indexing/embedder.ts';
import type { Bench } from './judge.ts';
import type { Workspace } from './workspace.ts';

export interface NeighbourSearch {
  readonly workspace: Workspace;
  readonly bench: Bench;
  readonly search: SearchIndex;
  readonly limit: number;
}

export interface Found {
  readonly commit: Pick<Commit, 'sha' | 'subject'>;
  readonly neighbours: readonly Neighbour[];
}

/** Neighbours of commits as of the bench's day, in the order asked. A commit is never its own neighbour. */
export async function* walkNeighbours(place: NeighbourSearch, shas: readonly Sha[]): AsyncGenerator<Found> {
  const { search, limit, bench } = place;
  const { history } = bench;
  const asOf = bench.asOf + 1;
  for await (const { commit, ...query } of walkQueries(place, shas))
    yield { commit, neighbours: findNeighbours({ history, search, asOf, limit, query }) };
}

type Query = NeighbourQuery & Pick<Found, 'commit'>;

async function* walkQueries(
  { workspace, bench, search }: NeighbourSearch,
  shas: readonly Sha[],
): AsyncGenerator<Query> {
  const { repository } = workspace;
  const patches = repository.patches(shas)[Symbol.asyncIterator]();
  try {
    for await (const commit of repository.commits(shas)) {
      const { value: read } = await patches.next();
      if (commit.kind === 'unread')
        throw new UnjudgeableError('unread-commit', `${commit.sha} cannot be read: ${commit.why}`);
      const patch = read?.kind === 'patch' ? parsePatch(read.bytes, read.cut) : undefined;
      const row = bench.history.rowOf(commit.sha);
      const vector =
        row === undefined ? await embedOther(workspace, commit, patch) : storedVector(workspace, search, row);
      const { terms, texts } = extractTermTexts(commit, patch);
      yield {
        terms,
        texts,
        commit: { sha: commit.sha, subject: commit.subject },
        row,
        time: commit.committer.time,
        vector,
      };
    }
  } finally {
    await patches.return?.(undefined);
  }
}

/** The search projects the terms itself where the embedding was learned. */
function storedVector({ config }: Workspace, search: SearchIndex, row: number): Float32Array | undefined {
  return config.embedder.kind === 'learned' ? undefined : search.vectorOf(row);
}

async function embedOther(
  workspace: Workspace,
  commit: Commit,
  patch: Patch | undefined,
): Promise<Float32Array | undefined> {
  const embedder = await openEmbedder(workspace);
  const [vector] = (await embedder?.embed([buildCommitText(commit, patch)], workspace.signal)) ?? [];
  return vector;
}
