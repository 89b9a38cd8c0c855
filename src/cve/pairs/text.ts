import { UsageError } from '../../errors.ts';
import { parseSha } from '../../git/index.ts';
import { isVersion, UNKNOWN_VERSION } from '../version.ts';
import type { Pair, PairsText, Point } from './types.ts';

/**
 * Pairs as the tools of the kernel's CVE team write them: one `version:commit:version:commit` a line, first where the fault came
 * in, then where it was fixed; `0:0` stands for a side that is not known. Lines with `#` are notes.
 * @throws UsageError `pairs-text` with the line that does not fit.
 */
export const parsePairs = (text: string, name = 'the pairs'): PairsText => {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const notes = lines.filter((line) => line.startsWith('#'));
  const pairs = lines.flatMap((line, at) =>
    line === '' || line.startsWith('#') ? [] : [parsePair({ line, number: at + 1, name })],
  );
  return { notes, pairs };
};

export const renderPairs = ({ notes, pairs }: PairsText): string => [...notes, ...pairs.map(renderPair), ''].join('\n');

export const renderPair = ({ introduced, fixed }: Pair): string => `${renderPoint(introduced)}:${renderPoint(fixed)}`;

const renderPoint = (point: Point | undefined): string =>
  point === undefined ? `${UNKNOWN_VERSION}:0` : `${point.version}:${point.commit}`;

interface Line {
  readonly line: string;
  readonly number: number;
  /** Of the text. */
  readonly name: string;
}

const parsePair = (at: Line): Pair => {
  const [version, commit, fixVersion, fixCommit, ...more] = at.line.split(':');
  if (fixCommit === undefined || more.length > 0) throw refuse(at, 'four parts with colons between them are needed');
  const introduced = parsePoint(version, commit, at);
  const fixed = parsePoint(fixVersion, fixCommit, at);
  if (introduced === undefined && fixed === undefined) throw refuse(at, 'neither side is known');
  return { introduced, fixed };
};

const parsePoint = (version: string, commit: string, at: Line): Point | undefined => {
  if (version === UNKNOWN_VERSION && commit === '0') return undefined;
  if (!isVersion(version)) throw refuse(at, `${JSON.stringify(version)} is no version`);
  try {
    return { version, commit: parseSha(commit) };
  } catch {
    throw refuse(at, `${JSON.stringify(commit)} is no full commit id`);
  }
};

const refuse = ({ line, number, name }: Line, why: string): UsageError =>
  new UsageError('pairs-text', `line ${number} of ${name}, ${JSON.stringify(line.slice(0, 160))}: ${why}`);
