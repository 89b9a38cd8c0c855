import { UnjudgeableError } from '../../../errors.ts';
import { collectMaterial, type PairGround, type PairQuestion } from './collect.ts';
import { pairPlaces } from './pair.ts';
import type { Pair } from '../types.ts';
import { settlePairs } from './settle.ts';

/**
 * Where a vulnerability came in and where it was mended, release by release. UnjudgeableError `no-fixed-release` when no release
 * has any of the fixes, and `no-fixed-pair` when none of them is behind what they mend.
 */
export function buildPairs(ground: PairGround, question: PairQuestion): readonly Pair[] {
  const material = collectMaterial(ground, question);
  const names = question.commits.map(({ sha }) => sha.slice(0, 12)).join(', ');
  if (material.fixed.length === 0)
    throw new UnjudgeableError(
      'no-fixed-release',
      `no release has ${names} or a copy of it: there is nothing fixed yet`,
    );
  const pairs = settlePairs(pairPlaces(material));
  if (pairs.some(({ fixed }) => fixed !== undefined)) return pairs;
  throw new UnjudgeableError('no-fixed-pair', `no release with ${names} comes after one that needs it`);
}
