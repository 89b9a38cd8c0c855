import { parseMessage, type Repository, type Sha } from '../../git/index.ts';
import { loadHistory, makeCommitFinder, type CommitFinder, type History } from '../../history/index.ts';
import {
  buildPairs,
  renderPairs,
  type Pair,
  type PairCommit,
  type Place,
  type ReviewedLists,
} from '../../cve/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import { resolveCommit } from '../references/find-commit.ts';
import { withIndex } from '../indexing/open-index.ts';
import type { Workspace } from '../workspace.ts';
import { readPlaces, type PlaceReader } from './places.ts';
import { readReverts } from './reverts.ts';

export interface PairsRequest {
  /** Fixes as a person writes them. */
  readonly commits: readonly string[];
  /** First vulnerable commits, where a person knows better than Fixes: lines; empty: those count. */
  readonly vulnerable: readonly string[];
  readonly lists: ReviewedLists;
  readonly update: boolean;
}

export interface PairsAnswer {
  readonly commits: readonly Sha[];
  readonly named: readonly Place[];
  readonly pairs: readonly Pair[];
  /** Commits that Fixes: lines name and that are not here: where the fault came in is then not known from them. */
  readonly missing: readonly string[];
}

/** Where the problem that commits mend came in and where it is mended, release by release. UsageError `unknown-commit`. */
export async function runPairs(workspace: Workspace, request: PairsRequest): Promise<PairsAnswer> {
  return withIndex(workspace, { update: request.update, readOnly: true }, async (store) => {
    const history = await loadHistory(store, workspace);
    const bench = await layPairsBench(workspace.repository, history);
    const resolved = (names: readonly string[]): Promise<readonly Sha[]> =>
      Promise.all(names.map((name) => resolveCommit(workspace, name)));
    const [commits, vulnerable] = await Promise.all([resolved(request.commits), resolved(request.vulnerable)]);
    return readPairs(bench, { commits, vulnerable, lists: request.lists });
  });
}

/** What many questions about one repository share. */
export interface PairsBench {
  readonly repository: Repository;
  readonly history: History;
  readonly finder: CommitFinder;
  readonly placeOf: PlaceReader;
}

export async function layPairsBench(repository: Repository, history: History): Promise<PairsBench> {
  return { repository, history, finder: makeCommitFinder(history), placeOf: await readPlaces(repository, history) };
}

export interface PairsTask {
  readonly commits: readonly Sha[];
  readonly vulnerable: readonly Sha[];
  readonly lists: ReviewedLists;
}

/** Pairs of one vulnerability; see {@link buildPairs} for the errors. */
export async function readPairs(bench: PairsBench, task: PairsTask): Promise<PairsAnswer> {
  const { history, placeOf } = bench;
  const commits = await Promise.all(task.commits.map((sha) => readPairCommit(bench, sha)));
  const vulnerable = await Promise.all(task.vulnerable.map((sha) => readPairCommit(bench, sha)));
  const rows = [...commits, ...vulnerable].flatMap(({ row, fixes, reverts }) => [row ?? [], fixes, reverts].flat());
  const revertOf = await readReverts(bench, rows);
  const missing = commits.flatMap(({ missing: names }) => names);
  const pairs = buildPairs({ history, lists: task.lists, placeOf, revertOf }, { commits, vulnerable });
  return { commits: task.commits, named: task.vulnerable.flatMap((sha) => placeOf(sha) ?? []), pairs, missing };
}

interface AskedCommit extends PairCommit {
  readonly missing: readonly string[];
}

async function readPairCommit({ repository, history, finder }: PairsBench, sha: Sha): Promise<AskedCommit> {
  const row = history.rowOf(sha);
  if (row !== undefined) {
    const { fixes, reverts } = history.commits[row];
    const missing = fixes.flatMap((link) => (link.row === undefined ? [link.id ?? `"${link.subject}"`] : []));
    return { sha, row, reverts, fixes: fixes.flatMap((link) => link.row ?? []), missing };
  }
  for await (const commit of repository.commits([sha])) {
    if (commit.kind === 'unread') break;
    const { fixes, reverts } = parseMessage(commit.subject, commit.body);
    const find = (named: typeof reverts): readonly number[] =>
      named.flatMap(({ id, subject }) => finder.find(id, subject) ?? []);
    const missing = fixes.flatMap((named) => (find([named]).length > 0 ? [] : [named.id ?? `"${named.subject}"`]));
    return { sha, row, fixes: find(fixes), reverts: find(reverts), missing };
  }
  throw new UnjudgeableError('commit-unread', `${sha} cannot be read from ${repository.dir}`);
}

/** The text of a file of pairs, with notes that say what was asked. */
export function renderPairsAnswer({ commits, named, pairs }: PairsAnswer, by: string): string {
  const notes = [
    `# ${by}`,
    ...commits.map((sha) => `# \tgetting vulnerable:fixed pairs for git id ${sha}`),
    ...named.map(
      ({ version, commit }) => `# \tSetting original vulnerable kernel to be kernel ${version} and git id ${commit}`,
    ),
  ];
  return renderPairs({ notes, pairs });
}
