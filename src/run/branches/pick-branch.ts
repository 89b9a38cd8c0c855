import type { PickSeries, Sha, SeriesStep } from '../../git/index.ts';
import { readCommit } from '../read-commit.ts';
import { withoutProposals } from '../series.ts';
import { throwIfStopped } from '../stop.ts';
import type { BranchSeries, SeriesCommit } from '../types.ts';
import type { Workspace } from '../workspace.ts';

export type PickedStep = SeriesStep & { readonly kind: 'picked' };

export interface LeftOut {
  readonly sha: Sha;
  readonly subject: string;
  readonly why: string;
}

/** A series as it applies to its branch. Close it when its patches are read. */
export interface PickedBranch {
  /** Less what did not apply. */
  readonly series: BranchSeries;
  readonly steps: readonly { readonly step: PickedStep; readonly planned: SeriesCommit }[];
  /** Proposals that are not among the steps, and why. */
  readonly left: readonly LeftOut[];
  patch(step: PickedStep): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Picks a whole series onto its branch, in a scratch folder. A proposal that does not apply there, or whose prerequisites or repairs do
 * not, is left out, and the others are picked anew without what only it needed, until everything that is left applies.
 */
export async function pickBranch(workspace: Workspace, planned: BranchSeries): Promise<PickedBranch> {
  const left = new Map<Sha, LeftOut>();
  for (;;) {
    const series = withoutProposals(planned, new Set(left.keys()));
    const picker = workspace.repository.startSeries(series.tip);
    const steps = await pickAll(workspace, picker, series).catch(async (error: unknown) => {
      await picker.close();
      throw error;
    });
    const failed = findFailed(series, steps);
    if (failed.size === 0) return { ...finish(picker, series, steps), left: [...left.values()] };
    for (const [sha, failure] of failed) left.set(sha, await nameFailure(workspace, sha, failure));
    if (!leavesOrphans(planned, left, steps)) {
      const rest = withoutProposals(planned, new Set(left.keys()));
      return { ...finish(picker, rest, steps), left: [...left.values()] };
    }
    await picker.close();
  }
}

type Steps = ReadonlyMap<Sha, SeriesStep>;

async function pickAll({ signal, progress }: Workspace, picker: PickSeries, series: BranchSeries): Promise<Steps> {
  const steps = new Map<Sha, SeriesStep>();
  for (const { sha, without } of series.commits) {
    throwIfStopped(signal);
    progress({ step: `picks for ${series.branch}`, done: steps.size, total: series.commits.length, unit: 'commits' });
    steps.set(sha, await picker.pick(sha, without));
  }
  return steps;
}

/** Proposals that do not apply, or need something that does not. */
function findFailed(series: BranchSeries, steps: Steps): ReadonlyMap<Sha, Failure> {
  const whyOf = (sha: Sha): string | undefined => sayFailure(steps.get(sha));
  return new Map(
    series.commits.flatMap(({ sha, role, needs }): [Sha, Failure][] => {
      if (role !== 'proposal') return [];
      for (const at of [sha, ...needs]) {
        const why = whyOf(at);
        if (why !== undefined) return [[sha, { at, why }]];
      }
      return [];
    }),
  );
}

/** What does not apply: a proposal itself, or what comes with it. */
interface Failure {
  readonly at: Sha;
  readonly why: string;
}

async function nameFailure({ repository }: Workspace, sha: Sha, { at, why }: Failure): Promise<LeftOut> {
  const { subject } = await readCommit(repository, sha);
  if (at === sha) return { sha, subject, why };
  const other = await readCommit(repository, at);
  return { sha, subject, why: `${at.slice(0, 12)} ("${other.subject}") comes with it and ${why}` };
}

function sayFailure(step: SeriesStep | undefined): string | undefined {
  if (step?.kind === 'conflict') return `conflicts behind the others in ${step.paths.slice(0, 3).join(', ')}`;
  return step?.kind === 'unknown' ? `could not be picked: ${step.why}` : undefined;
}

/** True when something was picked that belongs to no proposal that is left. */
function leavesOrphans(planned: BranchSeries, left: ReadonlyMap<Sha, LeftOut>, steps: Steps): boolean {
  const kept = new Set(withoutProposals(planned, new Set(left.keys())).commits.map(({ sha }) => sha));
  return [...steps.values()].some(({ kind, commit }) => kind === 'picked' && !kept.has(commit));
}

function finish(picker: PickSeries, series: BranchSeries, steps: Steps): Omit<PickedBranch, 'left'> {
  return {
    series,
    steps: series.commits.flatMap((planned) => {
      const step = steps.get(planned.sha);
      return step?.kind === 'picked' ? [{ step, planned }] : [];
    }),
    patch: (step) => picker.patch(step),
    close: () => picker.close(),
  };
}
