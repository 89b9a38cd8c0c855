import { createHash } from 'node:crypto';
import type { Ref, Repository } from '../../git/index.ts';
import { listCandidates } from '../branches/candidates.ts';
import type { Candidate } from '../branches/candidates.ts';
import { findMainline, listBranches } from '../branches/mainline.ts';
import type { NamedRef } from '../branches/mainline.ts';
import { parseReleaseName } from '../branches/version.ts';
import type { Measures, Overrides, Terms } from './types.ts';

/** Changes whenever this room reads commits in another way: all are then read again. */
const READING = 4;
/** Changes whenever branches, picks or releases are derived in another way: they are then made anew, which is cheap. */
const DERIVING = 3;

/** What the refs alone say. */
export interface Survey {
  readonly mainline: NamedRef;
  readonly candidates: readonly Candidate[];
  /** Tags whose names are versions. */
  readonly tags: readonly Ref[];
  /** See `HistoryState`. */
  readonly fingerprint: string;
  readonly made: string;
}

/** Reads the refs. UsageErrors of {@link findMainline} and {@link listCandidates}. */
export async function surveyRefs(asked: {
  readonly repository: Repository;
  readonly overrides: Overrides;
  readonly measures: Measures;
  readonly terms: Terms;
}): Promise<Survey> {
  const [refs, head] = await Promise.all([asked.repository.refs(), asked.repository.headRef()]);
  const mainline = findMainline({ refs, head, named: asked.overrides.mainline });
  const candidates = listCandidates({ branches: listBranches(refs), mainline, stable: asked.overrides.stable });
  const tags = refs.filter(
    ({ name }) => name.startsWith('refs/tags/') && parseReleaseName(name.slice('refs/tags/'.length)) !== undefined,
  );
  const made = `${READING}/${asked.measures.id}/${asked.terms.id}`;
  const seen = [
    made,
    DERIVING,
    describeRef(mainline.ref),
    candidates.map(({ name, ref, named }) => [name, ref.name, ref.target, named]),
    tags.map(describeRef),
  ];
  const fingerprint = createHash('sha256').update(JSON.stringify(seen)).digest('hex');
  return { mainline, candidates, tags, fingerprint, made };
}

function describeRef({ name, target, time }: Ref): readonly [string, string, number] {
  return [name, target, time];
}
