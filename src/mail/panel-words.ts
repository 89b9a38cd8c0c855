import type { PanelSummary, Selection } from './types.ts';
import { nounFor, plural } from '../plural.ts';

/** `asked about 81 commits: 42 yes, 23 no, 16 unsettled`; `about 60 of 81 commits` where it could not be asked about all. */
export function sayPanelCounts({ commits }: Pick<Selection, 'commits'>): string {
  const verdicts = commits.flatMap(({ verdict }) => verdict ?? []);
  const asked = verdicts.filter(({ spent }) => spent.questions > 0).length;
  const counts = (['yes', 'no', 'unsettled'] as const).map(
    (kind) => `${verdicts.filter(({ verdict }) => verdict === kind).length} ${kind}`,
  );
  const all = plural(verdicts.length, 'commit');
  return `asked about ${asked === verdicts.length ? all : `${asked} of ${all}`}: ${counts.join(', ')}`;
}

/** `123,456 tokens, 0.56 USD, 0.0086 USD a settled commit`; money only where prices are known. */
export function sayPanelCost({ microUsd, tokens, settled, members }: PanelSummary): string {
  const parts = [`${tokens.toLocaleString('en')} ${nounFor(tokens, 'token')}`];
  const [known, unknown] = [true, false].map(
    (priced) => members.filter(({ spent }) => (spent.microUsd !== undefined) === priced).length,
  );
  if (known > 0) parts.push(`${(microUsd / 1e6).toFixed(2)} USD`);
  if (known > 0 && settled > 0) parts.push(`${(microUsd / 1e6 / settled).toFixed(4)} USD a settled commit`);
  if (unknown > 0)
    parts.push(known === 0 ? 'prices are not known' : `without ${plural(unknown, 'member')} whose price is not known`);
  return parts.join(', ');
}
