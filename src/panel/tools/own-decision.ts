import { parseMessage } from '../../git/index.ts';
import type { Commit, Sha } from '../../git/index.ts';
import type { Pick } from '../../history/index.ts';
import type { Toolbox } from './toolbox.ts';

/** Keeps what was decided on the commit under judgement out of sight. Where nothing is to be hidden, it only keeps to the day. */
export interface OwnDecision {
  /** The commit is a copy of the own one, or takes one back. */
  tells(commit: Commit): boolean;
  /** The commit has such a copy in its past. */
  isIn(commit: Commit, signal: AbortSignal): Promise<boolean>;
  /** What the branch was on the day, before it took the own commit; undefined when it was not there. */
  tipWithout(tip: Sha, signal: AbortSignal): Promise<Sha | undefined>;
}

/** Clocks of those who commit differ. */
const SLACK = 86_400;

export function makeOwnDecision(box: Toolbox, timeoutMs: number): OwnDecision {
  const { repository, history, asOf, sha, hideOwnDecision } = box;
  const row = hideOwnDecision ? history.rowOf(sha) : undefined;
  const picks = row === undefined ? [] : history.picks(row);
  const commit = row === undefined ? undefined : history.commits[row];
  const copies = new Set(picks.map(({ stableSha }) => stableSha));
  const subject = commit === undefined ? undefined : foldSubject(commit.subject);

  const tells = (other: Commit): boolean => {
    if (!hideOwnDecision || other.sha === sha) return false;
    if (copies.has(other.sha)) return true;
    const { upstream, reverts } = parseMessage(other.subject, other.body);
    if (upstream.some(({ id }) => sha.startsWith(id))) return true;
    if (reverts.some(({ id }) => id !== undefined && [...copies].some((copy) => copy.startsWith(id)))) return true;
    return (
      subject !== undefined && subject === foldSubject(other.subject) && other.committer.time >= commit!.commitTime
    );
  };

  /** Copies in the past of a commit of that time. */
  const copiesIn = async (of: Sha, until: number, signal: AbortSignal): Promise<readonly Pick[]> => {
    const found: Pick[] = [];
    for (const pick of picks)
      if (pick.knownSince <= until + SLACK)
        if (await repository.reaches({ sha: of, ancestor: pick.stableSha, timeoutMs, signal })) found.push(pick);
    return found;
  };

  const tipWithout = async (tip: Sha, signal: AbortSignal): Promise<Sha | undefined> => {
    const found = await repository.tip({ tip, until: asOf, timeoutMs, signal });
    const inside = found === undefined ? [] : await copiesIn(found, asOf, signal);
    if (inside.length === 0) return found;
    const until = Math.min(...inside.map(({ knownSince }) => knownSince - 1));
    const before = await repository.tip({ tip, until, timeoutMs, signal });
    if (before === undefined || (await copiesIn(before, until, signal)).length === 0) return before;
    // Where clocks went backwards: what the oldest copy was put on top of.
    return readParent(box, inside[0].stableSha);
  };

  const isIn = async (other: Commit, signal: AbortSignal): Promise<boolean> =>
    (await copiesIn(other.sha, other.committer.time, signal)).length > 0;

  return { tells, tipWithout, isIn };
}

async function readParent({ repository }: Toolbox, sha: Sha): Promise<Sha | undefined> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit.parents[0];
  return undefined;
}

const foldSubject = (subject: string): string =>
  subject
    .replace(/^\s*(?:\[[^\]]*\]\s*)+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
