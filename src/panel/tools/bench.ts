import type { Commit, Repository, Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { makeDay } from './day.ts';
import type { Day } from './day.ts';
import { hideDecision } from './hidden-decision.ts';
import type { Toolbox } from './toolbox.ts';

/** What every tool of one judgement works with. */
export interface Bench {
  readonly box: Toolbox;
  readonly repository: Repository;
  /** Without the own decision where that is hidden. */
  readonly history: History;
  readonly asOf: number;
  readonly day: Day;
  readonly characters: number;
  readonly timeoutMs: number;
}

const defaults = { characters: 8000, timeoutMs: 10_000 };

export function layBench(box: Toolbox): Bench {
  const { repository, asOf, characters = defaults.characters, timeoutMs = defaults.timeoutMs } = box;
  const row = box.history.rowOf(box.sha);
  const history = box.hideOwnDecision && row !== undefined ? hideDecision(box.history, row) : box.history;
  return { box, repository, history, asOf, day: makeDay(box, timeoutMs), characters, timeoutMs };
}

export const shortId = (sha: Sha): string => sha.slice(0, 12);

/** `2024-05-31`, in UTC. */
export const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** `1234567890ab 2024-05-31 mm: fix a leak`. */
export const sayCommit = ({ sha, committer, subject }: Commit): string =>
  `${shortId(sha)} ${dayOf(committer.time)} ${subject}`;

export { plural } from '../../plural.ts';
