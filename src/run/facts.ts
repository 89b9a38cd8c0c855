import { UnjudgeableError, UsageError } from '../errors.ts';
import { loadHistory } from '../history/index.ts';
import type { Sha } from '../git/index.ts';
import type { CommitFacts } from './answers.ts';
import { isoDate } from './dates.ts';
import { readIncoming } from './branches/incoming.ts';
import { draftCommit, type Bench } from './judge.ts';
import { openMailView } from './indexing/mail-step.ts';
import { withIndex } from './indexing/open-index.ts';
import { layBench, lookAt } from './lay-bench.ts';
import { sayNoCommits } from './no-commits.ts';
import { readChanges } from './read-views.ts';
import { throwIfStopped } from './stop.ts';
import type { Workspace } from './workspace.ts';

export interface FactsRequest {
  /** A range as git writes it, or commits as people write them, one each. */
  readonly asked: { readonly range: string } | { readonly commits: readonly string[] };
  readonly onto: readonly string[] | undefined;
  /** Seconds since 1970; undefined: the end of the history. */
  readonly asOf: number | undefined;
  readonly update: boolean;
}

/** What was asked and has no answer, and why. */
export interface Unanswered {
  readonly asked: string;
  readonly why: string;
}

/** Commits whose branches are looked at together: what is read of a branch as a whole is read once for all of them. */
const LOOKED_AT = 1000;
/** Commits that are answered together: their patches are in memory at once. */
const BATCH = 200;

/**
 * Facts and branch answers of commits, each handed to `take` in the order asked. What is no commit of mainline is handed to `refuse` in its
 * place, and the walk goes on. What was looked at is kept: after a stop the same call goes on quickly from there.
 * @throws UsageError for an unknown range or branch.
 */
export async function runFacts(
  workspace: Workspace,
  request: FactsRequest,
  {
    take,
    refuse,
  }: { readonly take: (facts: CommitFacts) => Promise<void>; readonly refuse: (unanswered: Unanswered) => void },
): Promise<void> {
  await withIndex(workspace, { update: request.update, keep: true }, async (store) => {
    const history = await loadHistory(store, workspace);
    const coming = await readIncoming(workspace, history, request.asOf);
    const bench: Bench = { ...layBench(workspace, history, request), coming };
    const asked =
      'range' in request.asked ? await workspace.repository.range(request.asked.range) : request.asked.commits;
    if (asked.length === 0) workspace.note(`autosel: ${sayNothing(request)}`);
    for (let from = 0; from < asked.length; from += LOOKED_AT) {
      workspace.progress({ step: 'facts', done: from, total: asked.length, unit: 'commits' });
      const places = await placeAll(workspace, bench, asked.slice(from, from + LOOKED_AT));
      const observe = await lookAt(workspace, { store, bench, rows: rowsOf(places) });
      for (let at = 0; at < places.length; at += BATCH) {
        throwIfStopped(workspace.signal);
        const update = request.update && from === 0 && at === 0;
        const part = { bench: { ...bench, observe }, places: places.slice(at, at + BATCH), update };
        for (const answer of await answerAll(workspace, part))
          if ('branches' in answer) await take(answer);
          else refuse(answer);
      }
    }
  });
}

const sayNothing = ({ asked }: FactsRequest): string =>
  'range' in asked ? sayNoCommits(asked.range) : 'no commits were named on stdin';

interface Place {
  readonly asked: string;
  readonly row: number;
}

async function placeAll(
  workspace: Workspace,
  bench: Bench,
  asked: readonly string[],
): Promise<readonly (Place | Unanswered)[]> {
  const places: (Place | Unanswered)[] = [];
  for (const name of asked) places.push(await placeOne(workspace, bench, name));
  return places;
}

async function placeOne({ repository }: Workspace, bench: Bench, asked: string): Promise<Place | Unanswered> {
  const { history, asOf } = bench;
  try {
    const sha = history.rowOf(asked as Sha) === undefined ? await repository.resolve(asked) : (asked as Sha);
    if (sha === undefined) return { asked, why: `there is no such commit in ${repository.dir}` };
    const row = history.rowOf(sha) ?? history.mainlineRowOf(sha);
    if (row === undefined)
      return { asked, why: `it is no non-merge commit of ${history.mainline.ref} and no known copy of one` };
    if (history.commits[row].commitTime > asOf) return { asked, why: `it is younger than ${isoDate(asOf)}` };
    return { asked, row };
  } catch (error) {
    if (error instanceof UsageError || error instanceof UnjudgeableError) return { asked, why: error.message };
    throw error;
  }
}

const rowsOf = (places: readonly (Place | Unanswered)[]): readonly number[] => [
  ...new Set(places.flatMap((place) => ('row' in place ? [place.row] : []))),
];

interface Answering {
  readonly bench: Bench;
  readonly places: readonly (Place | Unanswered)[];
  /** Read new list mail first. */
  readonly update: boolean;
}

async function answerAll(
  workspace: Workspace,
  { bench, places, update }: Answering,
): Promise<readonly (CommitFacts | Unanswered)[]> {
  const rows = rowsOf(places);
  const mail = await openMailView(workspace, { bench, rows, update });
  const changes = await readChanges(workspace, { ...bench, rows });
  return places.map((place) => ('row' in place ? renderFacts({ ...bench, mail, changes }, place) : place));
}

function renderFacts(bench: Bench, { asked, row }: Place): CommitFacts {
  const { commit, facts, branches } = draftCommit(bench, row, undefined);
  return {
    sha: commit.sha,
    ...(asked === commit.sha ? {} : { asked }),
    subject: commit.subject,
    branches: branches.map(({ branch, ...answer }) => ({ name: branch, ...answer })),
    facts,
  };
}
