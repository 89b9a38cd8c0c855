import { UsageError } from '../errors.ts';
import type { History } from '../history/index.ts';
import { judgeAffected } from './branches/affected.ts';
import type { AffectedAnswer } from './branches/affected.ts';
import { decideAnswer } from './branches/decide.ts';
import type { Standing } from './branches/decide.ts';
import { findPending } from './branches/pending.ts';
import type { Incoming, Pending } from './branches/pending.ts';
import { readApplies, sayApplies } from './branches/applies.ts';
import { findWithout, makeSideFiles, SIDE_FILES } from './branches/side-files.ts';
import type { Observation } from './observation.ts';
import { branchesOn, findPresence, isPresent, sayPresence } from './presence.ts';
import type { PresenceQuestion } from './presence.ts';
import { commitAt } from './question.ts';
import { releaseOf } from './releases.ts';
import type { BranchAnswer, BranchAnswerKind, Question } from './types.ts';
import { DAY, listWords, nameId, plural } from './words.ts';

export interface BranchesQuestion extends Question {
  /** Names as {@link StableBranch.name} has them; an empty list asks for every branch that had begun by then. */
  readonly onto: readonly string[];
  /** What git showed about the commit on a branch (by position); undefined: nobody looked, the history alone answers. */
  readonly observe?: ((branch: number) => Observation | undefined) | undefined;
  /** Changes that name the commit and are not on mainline yet. */
  readonly incoming?: readonly Incoming[] | undefined;
  /** Days that a commit without a release is left alone; 7 unless told otherwise. */
  readonly soakDays?: number | undefined;
  /** The same for one branch by its name, where it has a time of its own. */
  readonly soakDaysOn?: ((branch: string) => number | undefined) | undefined;
  /** Whether a path is one of the records beside the code that branches keep in their own way; left out: the usual ones. */
  readonly isSideFile?: ((path: string) => boolean) | undefined;
}

const SOAK_DAYS = 7;
const DEFAULT_SIDE = makeSideFiles(SIDE_FILES);

/**
 * What each named branch would do with the commit: what it is affected by, what a pick would do, what follows in mainline and how old the
 * commit is, put together by one table.
 * @throws UsageError `unknown-branch` when a name is not in the history.
 */
export function answerBranches(question: BranchesQuestion): readonly BranchAnswer[] {
  return positionsOf(question.history, question.onto, question.asOf).map((branch) => answerBranch(question, branch));
}

export function positionsOf(history: History, onto: readonly string[], asOf: number): readonly number[] {
  if (onto.length === 0) return branchesOn(history, asOf);
  return onto.map((name) => {
    const position = history.branches.findIndex((branch) => branch.name === name);
    if (position >= 0) return position;
    const known = listWords(
      history.branches.map((branch) => branch.name),
      40,
    );
    throw new UsageError('unknown-branch', `no stable branch ${name}; there are: ${known}`);
  });
}

function answerBranch(question: BranchesQuestion, position: number): BranchAnswer {
  const { history, row, asOf, observe, incoming = [] } = question;
  const branch = history.branches[position];
  if (branch.baseTime > asOf) return notBegun(branch.name);
  const place: PresenceQuestion = { history, row, asOf, branch: position };
  const seen = observe?.(position);
  const affected = judgeAffected(place, seen);
  const pending = findPending(place, incoming);
  const isSide = question.isSideFile ?? DEFAULT_SIDE;
  const without = seen === undefined ? [] : findWithout(seen, commitAt(history, row), isSide);
  const case_ = { question, place, seen, affected, pending, without };
  const standing = standingOf(case_);
  const answer = decideAnswer(standing);
  return {
    branch: branch.name,
    answer,
    says: sayAnswer(answer, standing, question),
    why: sayWhy(answer, case_),
    affected: affected.affected,
    applies: standing.applies,
    prerequisites: answer === 'take with prerequisites' ? readApplies(seen, without).first : [],
    together: answer === 'already there' || answer === 'not affected' ? [] : pending.together,
    conflicts: seen?.pick?.kind === 'conflicts' ? seen.pick.files : [],
    ...(without.length > 0 && { without }),
    ...readNeeds(seen),
  };
}

/** What stands between the commit and the branch, for programs; `why` says it to people. */
function readNeeds(seen: Observation | undefined): Pick<BranchAnswer, 'missing' | 'lacks'> {
  const missing = seen?.chain?.kind === 'fails' ? seen.chain.missing : [];
  const lacks = seen?.lacks ?? [];
  return { ...(missing.length > 0 && { missing }), ...(lacks.length > 0 && { lacks }) };
}

const notBegun = (branch: string): BranchAnswer => ({
  branch,
  answer: 'unknown',
  says: 'unknown',
  why: 'the branch had not begun by that day',
  affected: 'unknown',
  applies: 'unknown',
  prerequisites: [],
  together: [],
  conflicts: [],
});

/** Everything found out about one commit and one branch. */
interface Case {
  readonly question: BranchesQuestion;
  readonly place: PresenceQuestion;
  readonly seen: Observation | undefined;
  readonly affected: AffectedAnswer;
  readonly pending: Pending;
  /** See `findWithout`. */
  readonly without: readonly string[];
}

function standingOf({ question, place, seen, affected, pending, without }: Case): Standing {
  const own = findPresence(place);
  const { applies, chained, lacking } = readApplies(seen, without);
  return {
    own: isPresent(own) ? 'present' : own.kind === 'taken back' ? 'taken back' : 'absent',
    affected: affected.affected,
    applies: isPresent(own) ? 'already there' : applies,
    pending: pending.kind,
    early: isEarly(question, place.history.branches[place.branch].name),
    chained,
    lacking: lacking.length > 0,
    without: without.length > 0,
  };
}

const ageOf = ({ history, row, asOf }: Question): number =>
  Math.max(0, Math.floor((asOf - commitAt(history, row).commitTime) / DAY));

const isEarly = (question: BranchesQuestion, branch: string): boolean =>
  ageOf(question) < (question.soakDaysOn?.(branch) ?? question.soakDays ?? SOAK_DAYS) &&
  releaseOf(question.history, question.row, question.asOf) === undefined;

function sayAnswer(answer: BranchAnswerKind, { own, pending }: Standing, question: Question): string {
  if (answer === 'hold' && own === 'taken back') return 'hold: taken back';
  if (answer === 'wait') return `wait: ${plural(ageOf(question), 'day')} old`;
  return answer === 'hold' ? `hold: ${pending} pending` : answer;
}

function sayWhy(answer: BranchAnswerKind, { place, seen, affected, pending, without }: Case): string {
  const branch = place.history.branches[place.branch];
  const own = findPresence(place);
  const standing = sayPresence(own, branch, commitAt(place.history, place.row));
  if (isPresent(own)) return standing;
  if (own.kind === 'taken back' && answer === 'hold') return `${standing}; ${pending.why}`;
  if (own.kind === 'taken back') return `${standing}: a person must say why`;
  if (answer === 'already there') return 'a pick would change nothing: what it does is there already';
  if (answer === 'not affected' || answer === 'out of policy' || answer === 'unknown') return affected.why;
  if (answer === 'hold') return `${pending.why}; ${affected.why}`;
  if (answer === 'wait') return `no release has it yet; ${affected.why}`;
  const parts = [
    affected.why,
    sayApplies(seen, { history: place.history, sha: commitAt(place.history, place.row).sha, without }),
    sayTogether(place.history, pending),
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

const sayTogether = (history: History, { together }: Pending): string | undefined =>
  together.length === 0
    ? undefined
    : `take with it what mends it: ${listWords(
        together.map((sha) => nameId(history, sha)),
        4,
      )}`;
