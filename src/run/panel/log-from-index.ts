import type { CommitGraph, LogReply, LogRequest, Repository, Sha } from '../../git/index.ts';
import type { History, HistoryCommit } from '../../history/index.ts';
import { once } from '../once.ts';

/** Revisions whose past is kept: members of a few commits ask about the same ones. */
const KEPT = 16;
/** Commits whose patch the index could not read (blobs that are not here) and whose file names git is asked for instead. */
const MOST_UNREAD = 100;

type PathRequest = Omit<LogRequest, 'lines'>;

/**
 * A repository that answers from the index which commits changed a file; git would walk the whole history for a file that hardly
 * changes. What the index does not know for certain goes to git: folders, lines, files that a revision does not have (a rename is
 * kept under its new name alone), and revisions of stable branches.
 *
 * Asks for the graph of mainline once, when a log is first wanted.
 */
export function logFromIndex(repository: Repository, history: History): Repository {
  const unread = history.commits.flatMap((commit, row) => (commit.unread === undefined ? [] : [row]));
  if (unread.length > MOST_UNREAD) return repository;
  const mainline = once(() => readMainline(repository, { history, unread }));
  return {
    ...repository,
    log: async (request) => {
      const { revision, path, lines, signal } = request;
      if (lines !== undefined || signal?.aborted === true) return repository.log(request);
      const { pathsOf, placesIn } = await mainline();
      const placeOf = placesIn(revision);
      const known = placeOf !== undefined && (await repository.file(revision, path)) !== undefined;
      return known
        ? { shas: listCommits(history, request, { placeOf, pathsOf }), cut: undefined }
        : repository.log(request);
    },
  };
}

/** Place of a commit in the past of a revision, the newest first along each line; undefined for one that is not in it. */
type Past = (sha: Sha) => number | undefined;

interface Mainline {
  pathsOf(commit: HistoryCommit): readonly string[];
  /** Undefined for a revision that is not of mainline. */
  placesIn(revision: Sha): Past | undefined;
}

async function readMainline(
  repository: Repository,
  { history, unread }: { readonly history: History; readonly unread: readonly number[] },
): Promise<Mainline> {
  const graph = await repository.graph([history.mainline.tip]);
  const names = new Map<Sha, readonly string[]>();
  if (unread.length > 0) {
    const revisions = unread.map((row) => history.commits[row].sha);
    const { commits } = await repository.past({ revisions, limit: unread.length, walk: false });
    for (const { sha, paths } of commits) names.set(sha, paths);
  }
  return {
    pathsOf: ({ sha, paths, unread: why }) => (why === undefined ? paths : (names.get(sha) ?? [])),
    placesIn: rememberPlaces(graph),
  };
}

function rememberPlaces(graph: CommitGraph): Mainline['placesIn'] {
  const kept = new Map<Sha, Uint8Array>();
  return (revision) => {
    const at = graph.indexOf(revision);
    if (at === undefined) return undefined;
    const reached = kept.get(revision) ?? graph.reach(at);
    kept.delete(revision);
    kept.set(revision, reached);
    for (const [oldest] of kept) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return (sha) => {
      const index = graph.indexOf(sha);
      return index !== undefined && reached[index] === 1 ? index : undefined;
    };
  };
}

interface Listed {
  readonly sha: Sha;
  readonly time: number;
  readonly place: number;
}

/** Newest first by committer time, as `git rev-list` lists them; within one second, a series was committed in its order. */
function listCommits(
  { commits }: History,
  { path, until, limit }: PathRequest,
  { placeOf, pathsOf }: { readonly placeOf: Past; readonly pathsOf: Mainline['pathsOf'] },
): LogReply['shas'] {
  const found: Listed[] = [];
  for (let row = commits.length - 1; row >= 0; row--) {
    const commit = commits[row];
    const { sha, commitTime } = commit;
    if (found.length >= limit && commitTime < found[found.length - 1].time) break;
    if (!pathsOf(commit).includes(path) || (until !== undefined && commitTime > until)) continue;
    const place = placeOf(sha);
    if (place !== undefined) found.push({ sha, time: commitTime, place });
  }
  found.sort((a, b) => b.time - a.time || a.place - b.place);
  return found.slice(0, limit).map(({ sha }) => sha);
}
