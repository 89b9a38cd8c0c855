import type { ChangeReading } from '../change/read.ts';
import { readChange } from '../change/read.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding } from '../types.ts';
import { deviceFindings, shapeFindings } from './nature-diff.ts';
import { featureFindings } from './nature-feature.ts';
import { mendingFindings, purposeFindings } from './nature-message.ts';
import { functionFindings, surfaceFindings } from './nature-surface.ts';

/**
 * What a change does, by its own words and lines: what it mends, whether it is a fix at all, what it touches.
 * Kinds: `nature-fix`, `nature-device`, `nature-not-fix`, `nature-preparation`, `nature-feature`, `nature-cost`,
 * `nature-functions`, `nature-surface`. A message that names no purpose gets no fact that it is no fix.
 */
export const natureFacts = (view: PatchView): readonly Finding[] => sayNature(readChange(view), view);

export function sayNature(reading: ChangeReading, { source }: Pick<PatchView, 'source'>): readonly Finding[] {
  const device = deviceFindings(reading, source);
  return [
    ...mendingFindings(reading, source),
    ...device,
    ...shapeFindings(reading, source),
    ...purposeFindings(reading, source),
    ...featureFindings(reading, source),
    ...functionFindings(reading, source),
    ...surfaceFindings(reading, source),
  ];
}
