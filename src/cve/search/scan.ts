import type { CveEntry, CveTexts } from '../folder/layout.ts';
import { UsageError } from '../../errors.ts';
import type { CommitRole, CveHit } from './types.ts';

const ID = /^[0-9a-f]{7,64}$/;

/** Ids of a `.sha1` or `.vulnerable` file: one a line. */
export const parseIds = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => ID.test(line));

/** Every commit that the files of one CVE name, each once with its first role. UsageError `pairs-text` for a line that is no pair. */
export const listHits = ({ id, state }: CveEntry, texts: CveTexts): readonly CveHit[] => {
  const pairs = scanPairs(texts.dyad ?? '', id);
  const versions = new Map(pairs.flatMap(({ introduced, fixed }) => [introduced, fixed]));
  const found = new Map<string, CveHit>();
  const add = (role: CommitRole, commit: string): void => {
    if (!found.has(commit)) found.set(commit, { id, state, role, commit, version: versions.get(commit) });
  };
  for (const commit of parseIds(texts.sha1 ?? '')) add('fix', commit);
  for (const { fixed } of pairs) if (fixed[0] !== NOBODY) add('backport', fixed[0]);
  for (const commit of parseIds(texts.vulnerable ?? '')) add('vulnerable', commit);
  for (const { introduced } of pairs) if (introduced[0] !== NOBODY) add('introduced', introduced[0]);
  return [...found.values()];
};

/** Stands for a commit that is not known. */
const NOBODY = '0';
const PAIR = /^([^:]+):([0-9a-f]{40,64}|0):([^:]+):([0-9a-f]{40,64}|0)\s*$/;

interface Scanned {
  readonly introduced: readonly [commit: string, version: string];
  readonly fixed: readonly [commit: string, version: string];
}

/** The same lines as a file of pairs takes, without the checks that only matter to a record: a search reads thousands of files. */
const scanPairs = (text: string, id: string): readonly Scanned[] =>
  text.split('\n').flatMap((line): readonly Scanned[] => {
    if (line === '' || line.startsWith('#')) return [];
    const [, from, introduced, to, fixed] = PAIR.exec(line) ?? [];
    if (introduced === undefined || fixed === undefined)
      throw new UsageError(
        'pairs-text',
        `${id}.dyad has a line that is no pair: ${JSON.stringify(line.slice(0, 160))}`,
      );
    return [{ introduced: [introduced, from], fixed: [fixed, to] }];
  });
