import type { Commit, Repository, Sha } from '../git/index.ts';
import {
  compareNewestFirst,
  versionOf,
  type ProposalInput,
  type SelectedCommit,
  type Selection,
} from '../mail/index.ts';
import { readCommit } from './read-commit.ts';
import { readStableBase } from './branches/stable-base.ts';

/** A proposal's patch as a branch takes it. */
export type MailPatch = Pick<ProposalInput, 'patch' | 'mainlinePatch' | 'madeFor' | 'stableBase'>;

/**
 * The patch that a proposal's mail carries: what a pick onto the newest branch that takes the commit changes there, prerequisites picked
 * before it; mainline's own where no branch takes it as it is or the pick cannot be tried.
 */
export async function readMailPatch(
  repository: Repository,
  selection: Pick<Selection, 'series'>,
  { sha, branches }: SelectedCommit,
): Promise<MailPatch> {
  const mainlinePatch = await repository.mailPatch(sha);
  const taking = branches
    .filter(({ answer }) => answer === 'take' || answer === 'take with prerequisites')
    .toSorted((a, b) => compareNewestFirst(versionOf(a.branch), versionOf(b.branch)));
  const chosen = taking.find(({ answer }) => answer === 'take') ?? taking[0];
  const tip = selection.series.find(({ branch }) => branch === chosen?.branch)?.tip;
  if (chosen === undefined || tip === undefined) return { patch: mainlinePatch };
  const after = chosen.answer === 'take' ? [] : chosen.prerequisites;
  const patch = await readPickedPatch(repository, { tip, after, sha, without: chosen.without });
  return patch === undefined
    ? { patch: mainlinePatch }
    : {
        patch,
        mainlinePatch,
        madeFor: { branch: chosen.branch, tip, after: await readAll(repository, after) },
        stableBase: await readStableBase(repository, tip),
      };
}

const readAll = (repository: Repository, shas: readonly Sha[]): Promise<readonly Commit[]> =>
  Promise.all(shas.map((sha) => readCommit(repository, sha)));

interface Picking {
  readonly tip: Sha;
  readonly after: readonly Sha[];
  readonly sha: Sha;
  readonly without: readonly string[] | undefined;
}

/** Undefined where something of it does not apply. */
async function readPickedPatch(
  repository: Repository,
  { tip, after, sha, without }: Picking,
): Promise<Buffer | undefined> {
  const series = repository.startSeries(tip);
  try {
    for (const each of after) {
      const step = await series.pick(each);
      if (step.kind !== 'picked' && step.kind !== 'already-there') return undefined;
    }
    const step = await series.pick(sha, without);
    return step.kind === 'picked' ? await series.patch(step) : undefined;
  } finally {
    await series.close();
  }
}
