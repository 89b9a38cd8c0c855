import type { Candidate } from './candidates.ts';
import { nounFor, plural } from '../../plural.ts';

/** Fewer commits than this say too little (git.md: every real stable branch of three projects has more). */
const MIN_AHEAD = 10;
/** A stable branch is mostly copies: measured on DPDK, Xen and systemd. */
const REFERENCED = 0.6;
/** Branches of older habits name fewer upstream commits but keep their subjects. */
const FEW_REFERENCED = 0.15;
const SAME_SUBJECTS = 0.7;

/** What the commits of a candidate say. */
export interface CandidateFacts {
  readonly candidate: Candidate;
  /** Undefined when it shares no history with mainline. */
  readonly base: string | undefined;
  readonly baseIsMainlineTip: boolean;
  /** Non-merge commits that mainline does not have. */
  readonly ahead: number;
  /** How many of them name an upstream commit. */
  readonly referenced: number;
  /** How many of their subjects are on mainline; undefined when nobody had to ask. */
  readonly onMainline: number | undefined;
}

export interface Judgement {
  readonly stable: boolean;
  readonly why: string;
}

/** True when the answer hangs on {@link CandidateFacts.onMainline}. */
export function needsSubjects(facts: Omit<CandidateFacts, 'onMainline'>): boolean {
  if (facts.candidate.named || facts.base === undefined || facts.baseIsMainlineTip || facts.ahead < MIN_AHEAD)
    return false;
  const share = facts.referenced / facts.ahead;
  return share >= FEW_REFERENCED && share < REFERENCED;
}

/** Whether a candidate is a stable branch, by what it holds. */
export function judgeCandidate(facts: CandidateFacts): Judgement {
  const { ahead, referenced, onMainline } = facts;
  const counted = `${referenced} of ${plural(ahead, 'commit')} ${nounFor(ahead, 'names', 'name')} an upstream commit`;
  if (facts.base === undefined) return refuse('it shares no commit with mainline');
  if (facts.candidate.named) return { stable: true, why: `named by you; ${counted}` };
  if (ahead === 0) return refuse('it has no commit that mainline lacks');
  if (facts.baseIsMainlineTip) return refuse('it starts at the tip of mainline');
  if (ahead < MIN_AHEAD)
    return refuse(`only ${plural(ahead, 'commit')} ahead of mainline, ${MIN_AHEAD} are needed to tell`);
  if (referenced >= ahead * REFERENCED) return { stable: true, why: counted };
  if (onMainline !== undefined && referenced >= ahead * FEW_REFERENCED && onMainline >= ahead * SAME_SUBJECTS) {
    return { stable: true, why: `${counted}, ${onMainline} have the subject of a mainline commit` };
  }
  return refuse(
    onMainline === undefined
      ? `only ${counted}`
      : `only ${counted}, ${onMainline} have the subject of a mainline commit`,
  );
}

function refuse(why: string): Judgement {
  return { stable: false, why };
}

/** A branch of a family that was recognised needs no ten commits of its own. */
const MIN_AHEAD_IN_FAMILY = 1;

/**
 * A young branch is called like its elder sisters: `linux-6.13.y` beside `linux-6.12.y`. With a first upstream commit and the
 * usual share of them it counts, though {@link judgeCandidate} alone would wait for more. Undefined: the first answer stands.
 */
export function judgeInFamily(facts: CandidateFacts, stable: readonly CandidateFacts[]): Judgement | undefined {
  const { candidate, base, ahead, referenced } = facts;
  if (
    base === undefined ||
    facts.baseIsMainlineTip ||
    ahead < MIN_AHEAD_IN_FAMILY ||
    ahead >= MIN_AHEAD ||
    referenced < ahead * REFERENCED
  )
    return undefined;
  const family = familyOf(candidate.name);
  const sister = stable.find((other) => familyOf(other.candidate.name) === family);
  if (sister === undefined) return undefined;
  return {
    stable: true,
    why: `${referenced} of ${ahead} commits name an upstream commit, and it is called like ${sister.candidate.name}`,
  };
}

function familyOf(name: string): string {
  return name.replace(/\d+/g, '0');
}

/** The branch that a staging branch feeds, among those with the same merge base; undefined for other branches. */
export function findStagedBranch(facts: CandidateFacts, all: readonly CandidateFacts[]): CandidateFacts | undefined {
  const rest = withoutStaging(facts.candidate.name);
  if (rest === undefined || facts.candidate.named) return undefined;
  return all.find(
    (other) =>
      other !== facts &&
      other.base === facts.base &&
      withoutStaging(other.candidate.name) === undefined &&
      sameVersion(other, facts),
  );
}

function withoutStaging(name: string): string | undefined {
  const rest = name.replace(/(?:^|[-_/])staging(?=[-_/]|$)/, '');
  return rest === name ? undefined : rest;
}

function sameVersion(a: CandidateFacts, b: CandidateFacts): boolean {
  return a.candidate.version.join('.') === b.candidate.version.join('.');
}
