import { buildPatchKey, findMailIds, type HistoryCommit, type Mail } from '../history/index.ts';
import { branchesOn, findPresence, isPresent } from './presence.ts';
import { commitAt } from './question.ts';
import type { Question } from './types.ts';
import { DAY } from './words.ts';

/** Parts of one series are committed at most this far apart. */
const REACH = 90 * DAY;

/** A part of a series and what became of it. */
export interface FoundPart {
  readonly mail: Mail;
  /** Undefined when mainline did not have it by the day of the question. */
  readonly commit: HistoryCommit | undefined;
  /** Names of the stable branches that have it, newest first. */
  readonly branches: readonly string[];
}

/** Looks a part of the commit's own series up on mainline: by the mail that it names, else by subject and author. */
export function findPart(question: Question, mail: Mail): FoundPart {
  const row = rowOf(question, mail);
  if (row === undefined) return { mail, commit: undefined, branches: [] };
  return { mail, commit: commitAt(question.history, row), branches: branchesWith(question, row) };
}

function rowOf({ history, row, asOf }: Question, { id, patch }: Mail): number | undefined {
  const { commitTime } = commitAt(history, row);
  const { from, to } = history.between(commitTime - REACH, Math.min(commitTime + REACH, asOf) + 1);
  const author = patch?.author.email;
  for (let at = from; at < to; at += 1) {
    const commit = history.commits[at];
    if (commit === undefined || commit.authorEmail.toLowerCase() !== author) continue;
    if (buildPatchKey(commit.subject) === patch?.key || findMailIds(commit.trailers).includes(id)) return at;
  }
  return undefined;
}

function branchesWith({ history, asOf }: Question, row: number): readonly string[] {
  return branchesOn(history, asOf)
    .filter((branch) => isPresent(findPresence({ history, row, branch, asOf })))
    .flatMap((branch) => history.branches[branch] ?? [])
    .toSorted((a, b) => b.baseTime - a.baseTime)
    .map(({ name }) => name);
}
