import type { ChangeReading } from '../change/read.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding } from '../types.ts';
import { listWords, plural, quoteText } from '../words.ts';

type Source = PatchView['source'];

/** Which functions the hunks lie in, as git names them, and which are new. */
export function functionFindings({ diff }: ChangeReading, source: Source): readonly Finding[] {
  if (diff === undefined) return [];
  const touched = diff.functions.filter((name) => !diff.newFunctions.includes(name));
  const parts = [
    touched.length === 0
      ? undefined
      : `Its hunks lie in ${listWords(
          touched.map((name) => quoteText(name, 60)),
          5,
        )}`,
    diff.newFunctions.length === 0
      ? undefined
      : `${plural(diff.newFunctions.length, 'function')} ${diff.newFunctions.length === 1 ? 'is' : 'are'} new: ${listWords(
          diff.newFunctions.map((name) => quoteText(name, 60)),
          5,
        )}`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return [];
  return [{ kind: 'nature-functions', says: `${parts.join('; ')}.`, source: source.diff, weighs: 'neutral' }];
}

/** What other code, a configuration or a user can name, and which comes or goes. */
export function surfaceFindings({ diff }: ChangeReading, source: Source): readonly Finding[] {
  return (['added', 'removed'] as const).flatMap((change) => {
    const some = (diff?.surface ?? []).filter((entry) => entry.change === change);
    if (some.length === 0) return [];
    const names = some.map(({ kind, name }) => `${kind} ${quoteText(name, 60)}`);
    const verb = change === 'added' ? 'Adds' : 'Removes';
    const says = `${verb} ${listWords(names, 4)} (${quoteText(some[0].place, 120)}).`;
    return [{ kind: 'nature-surface', says, source: source.diff, weighs: 'neutral' as const }];
  });
}
