import type { MessageFacts, Patch } from '../git/index.ts';
import { editNames, measureEdits } from './nature/edits.ts';
import { lineNames, makeLineMeasurer } from './nature/lines.ts';
import { measureMessage, messageNames, proseOf } from './nature/message.ts';
import type { MeasuredMessage } from './nature/message.ts';
import { measurePlaces, placeNames } from './nature/places.ts';
import { measureWords, wordNames } from './nature/words.ts';

export type { MeasuredMessage } from './nature/message.ts';

/** Numbers of a commit that its message and patch alone decide: they never change once the commit is known. */
export interface Nature {
  /** Changes whenever a number changes its meaning, so that an index knows what to measure again. */
  readonly id: string;
  readonly names: readonly string[];
  /** One number for each name; NaN for those of the patch when it could not be read. */
  measure(message: MeasuredMessage, facts: MessageFacts, patch: Patch | undefined): Float32Array;
}

const measureLines = makeLineMeasurer();

const messagePart = [...messageNames, ...wordNames];
const patchPart = [...placeNames, ...lineNames, ...editNames];

const measurePatch = (patch: Patch): number[] => [
  ...measurePlaces(patch.files, patch.lineSign.length),
  ...measureLines(patch),
  ...measureEdits(patch),
];

export const nature: Nature = {
  id: 'nature-2',
  names: [...messagePart, ...patchPart],
  measure(message, facts, patch) {
    const numbers = new Float32Array(messagePart.length + patchPart.length).fill(Number.NaN);
    const prose = proseOf(message.body);
    numbers.set([...measureMessage(message, facts, prose), ...measureWords(message.subject, prose)]);
    if (patch !== undefined) numbers.set(measurePatch(patch), messagePart.length);
    return numbers;
  },
};
