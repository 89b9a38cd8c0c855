import type { DecisionKind } from '../history/index.ts';
import type { Verdict } from './types.ts';

/** A commit that the panel voted about and whose decision is known by now. */
export interface DecidedVerdict extends Pick<Verdict, 'triage' | 'yesShare'> {
  readonly decision: DecisionKind;
}

/** How the vote of the panel and the probability of triage make one probability; learned from decided commits. */
export interface Combination {
  readonly intercept: number;
  /** Weight of the log odds of triage; 1 leaves them as they are. */
  readonly triage: number;
  /** Log odds that a unanimous yes adds. */
  readonly panel: number;
  /** Commits that it was learned from. */
  readonly learnedFrom: number;
}

const LEAST_DECIDED = 50;
/** Fewer of one kind say nothing about where it begins. */
const LEAST_OF_A_KIND = 10;
/** How firmly it is believed that triage is calibrated and the panel adds nothing: one over the variance of each weight. */
const PRIOR = 1;
const ROUNDS = 50;
const ENOUGH = 1e-9;

type Vector = readonly [number, number, number];

/** What is believed before anything was decided. */
const BELIEF: Vector = [0, 1, 0];

/**
 * Logistic regression on the log odds of triage and the share of yes, pulled towards triage alone, so that few decisions change
 * little. A weight below zero is set to zero: a louder yes never lowers the probability. Undefined below 50 decided commits with
 * both numbers, or below 10 of one kind.
 */
export const learnCombination = (past: readonly DecidedVerdict[]): Combination | undefined => {
  const rows = past.flatMap(({ triage, yesShare, decision }) =>
    triage === undefined || yesShare === undefined || decision === 'undecided'
      ? []
      : [{ x: inputsOf(triage, yesShare), y: decision === 'yes' ? 1 : 0 }],
  );
  const yes = rows.filter(({ y }) => y === 1).length;
  if (rows.length < LEAST_DECIDED || Math.min(yes, rows.length - yes) < LEAST_OF_A_KIND) return undefined;
  const free = fit(rows, [true, true, true]);
  const weights = free[1] < 0 || free[2] < 0 ? fit(rows, [true, free[1] >= 0, free[2] >= 0]) : free;
  const [intercept, triage, panel] = weights;
  return { intercept, triage: Math.max(0, triage), panel: Math.max(0, panel), learnedFrom: rows.length };
};

/** Undefined without either of the two, or as long as nothing was learned: they are shown side by side then. */
export const combineProbability = (
  combination: Combination | undefined,
  { triage, yesShare }: Pick<Verdict, 'triage' | 'yesShare'>,
): number | undefined => {
  if (combination === undefined || triage === undefined || yesShare === undefined) return undefined;
  return probabilityOf([combination.intercept, combination.triage, combination.panel], inputsOf(triage, yesShare));
};

/** No probability is taken for certain. */
const EDGE = 0.001;

const inputsOf = (triage: number, yesShare: number): Vector => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, triage));
  return [1, Math.log(inside / (1 - inside)), 2 * yesShare - 1];
};

const probabilityOf = (weights: Vector, x: Vector): number =>
  1 / (1 + Math.exp(-(weights[0] * x[0] + weights[1] * x[1] + weights[2] * x[2])));

interface Row {
  readonly x: Vector;
  readonly y: number;
}

/** Newton's method; a weight that is not free stays at zero. */
const fit = (rows: readonly Row[], free: readonly [boolean, boolean, boolean]): Vector => {
  let weights: Vector = mapVector((at) => (free[at] ? BELIEF[at] : 0));
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = solve(...slopesOf(rows, weights), free);
    weights = mapVector((at) => weights[at] + step[at]);
    if (step.every((each) => Math.abs(each) < ENOUGH)) break;
  }
  return weights;
};

const mapVector = (each: (at: number) => number): Vector => [each(0), each(1), each(2)];

/** First and second derivative of the log likelihood with the prior. */
const slopesOf = (rows: readonly Row[], weights: Vector): [gradient: number[], hessian: number[][]] => {
  const gradient = [0, 1, 2].map((at) => PRIOR * (BELIEF[at] - weights[at]));
  const hessian = [0, 1, 2].map((at) => [0, 1, 2].map((other) => (at === other ? PRIOR : 0)));
  for (const { x, y } of rows) {
    const p = probabilityOf(weights, x);
    for (let at = 0; at < 3; at += 1) {
      gradient[at] += (y - p) * x[at];
      for (let other = 0; other < 3; other += 1) hessian[at][other] += p * (1 - p) * x[at] * x[other];
    }
  }
  return [gradient, hessian];
};

/** Gauss on the free rows; the matrix is positive definite by its prior. */
const solve = (gradient: readonly number[], hessian: readonly number[][], free: readonly boolean[]): Vector => {
  const open = [0, 1, 2].filter((at) => free[at]);
  const matrix = open.map((at) => [...open.map((other) => hessian[at][other]), gradient[at]]);
  for (let pivot = 0; pivot < open.length; pivot += 1) {
    for (let row = pivot + 1; row < open.length; row += 1) {
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (let column = pivot; column <= open.length; column += 1)
        matrix[row][column] -= factor * matrix[pivot][column];
    }
  }
  const found = [0, 0, 0];
  for (let row = open.length - 1; row >= 0; row -= 1) {
    let rest = matrix[row][open.length];
    for (let column = row + 1; column < open.length; column += 1) rest -= matrix[row][column] * found[open[column]];
    found[open[row]] = rest / matrix[row][row];
  }
  return mapVector((at) => found[at]);
};
