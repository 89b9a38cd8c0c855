import { commonReference, type ReferenceStyle, type Repository, type Sha } from '../../git/index.ts';
import { LATEST_COPIES, readBodies } from '../customs/reference-styles.ts';
import type { SeenBranch } from '../store/index.ts';
import { findBranches } from './branches.ts';
import { surveyRefs } from './survey.ts';
import type { Measures, Overrides, Terms } from './types.ts';
import { placeCommits } from './update.ts';

/** What an index of a repository would be made of. */
export interface Look {
  /** Full name of the mainline ref. */
  readonly mainline: string;
  /** Stable branches with the reason why each counts as one. */
  readonly stable: readonly LookedBranch[];
  /** Branches with a version in their names that do not count, and why. */
  readonly seen: readonly SeenBranch[];
}

export interface LookedBranch extends SeenBranch {
  /** How its latest commits name what they copy; undefined where they name nothing. */
  readonly reference: ReferenceStyle | undefined;
}

export interface LookOptions {
  readonly repository: Repository;
  readonly overrides: Overrides;
  readonly signal?: AbortSignal | undefined;
}

/** Finds mainline and stable branches from refs, the graph and messages; no patch is read and nothing is stored. */
export async function lookAtRepository({ repository, overrides, signal }: LookOptions): Promise<Look> {
  const survey = await surveyRefs({ repository, overrides, measures: NO_MEASURES, terms: NO_TERMS });
  const place = await placeCommits(repository, survey);
  const store = { loadLinks: () => Promise.resolve([]) };
  const found = await findBranches({ repository, store, survey, ...place, known: new Set<Sha>(), signal });
  const stable: LookedBranch[] = [];
  for (const { candidate, why, ahead } of found.stable) {
    const latest = ahead.slice(-LATEST_COPIES).map((at) => place.graph.sha(at));
    stable.push({ name: candidate.name, why, reference: commonReference(await readBodies(repository, latest)) });
  }
  return {
    mainline: survey.mainline.ref.name,
    stable,
    seen: found.seen,
  };
}

const NO_MEASURES: Measures = { id: '', names: [], measure: () => new Float32Array(0) };
const NO_TERMS: Terms = { id: '', extract: () => new Uint8Array(0) };
