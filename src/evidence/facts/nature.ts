import type { ChangeReading } from '../change/read.ts';
import { readChange } from '../change/read.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding } from '../types.ts';
import { deviceFindings, samenessFindings, shapeFindings } from './nature-diff.ts';
import { featureFindings } from './nature-feature.ts';
import { likenessFindings } from './nature-likeness.ts';
import { mendingFindings, purposeFindings } from './nature-message.ts';
import { functionFindings, surfaceFindings } from './nature-surface.ts';

/**
 * What a change does, by its own words and lines: what it mends, whether it is a fix at all, what it touches.
 * Kinds: `nature-fix`, `nature-device`, `nature-not-fix`, `nature-preparation`, `nature-feature`, `nature-cost`,
 * `nature-no-defect`, `nature-functions`, `nature-surface`. A message that names no purpose gets a fact that it is no fix
 * only as `nature-no-defect`, where message and patch together read unlike what stable branches take.
 */
export const natureFacts = (view: PatchView): readonly Finding[] => sayNature(readChange(view), view);

export function sayNature(reading: ChangeReading, { source }: Pick<PatchView, 'source'>): readonly Finding[] {
  const plain = [
    ...mendingFindings(reading, source),
    ...deviceFindings(reading, source),
    ...shapeFindings(reading, source),
    ...samenessFindings(reading, source),
    ...purposeFindings(reading, source),
    ...featureFindings(reading, source),
  ];
  const told = plain.some(({ weighs }) => weighs === 'against');
  return [
    ...plain,
    ...(told ? [] : likenessFindings(reading, source)),
    ...functionFindings(reading, source),
    ...surfaceFindings(reading, source),
  ];
}
