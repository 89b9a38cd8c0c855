import type { CveEntry, CveTexts } from '../folder/layout.ts';
import { parsePairs } from '../pairs/index.ts';
import type { Pair } from '../pairs/index.ts';
import type { CommitRole, CveHit } from './types.ts';

const ID = /^[0-9a-f]{7,64}$/;

/** Ids of a `.sha1` or `.vulnerable` file: one a line. */
export const parseIds = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => ID.test(line));

/** Every commit that the files of one CVE name, each once with its first role. */
export const listHits = ({ id, state }: CveEntry, texts: CveTexts): readonly CveHit[] => {
  const pairs = texts.dyad === undefined ? [] : parsePairs(texts.dyad).pairs;
  const versions = versionsOf(pairs);
  const found = new Map<string, CveHit>();
  const add = (role: CommitRole) => (commit: string) => {
    if (!found.has(commit)) found.set(commit, { id, state, role, commit, version: versions.get(commit) });
  };
  parseIds(texts.sha1 ?? '').forEach(add('fix'));
  pairs.flatMap(({ fixed }) => fixed?.commit ?? []).forEach(add('backport'));
  parseIds(texts.vulnerable ?? '').forEach(add('vulnerable'));
  pairs.flatMap(({ introduced }) => introduced?.commit ?? []).forEach(add('introduced'));
  return [...found.values()];
};

const versionsOf = (pairs: readonly Pair[]): ReadonlyMap<string, string> =>
  new Map(
    pairs
      .flatMap(({ introduced, fixed }) => [introduced, fixed])
      .flatMap((point) => (point ? [[point.commit, point.version]] : [])),
  );
