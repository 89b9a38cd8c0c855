import { fromLog, known, percent, plural, yesNo, type Say } from './say-number.ts';

const UNKNOWN = 'no stable branch was alive, or the changed files are not known';

/** `all live stable branches`, `no live stable branch` or a share of them. */
const branches = (share: number): string => {
  if (share === 0) return 'no live stable branch';
  return share === 1 ? 'all live stable branches' : `${percent(share)} of the live stable branches`;
};

const missing = (which: string): Say =>
  known((value) => {
    const number = fromLog(value);
    if (number === 0) return `the ${which} live stable branch has every earlier change of its files`;
    const all = number >= 30 ? '30 or more changes' : plural(number, 'earlier change');
    return `the ${which} live stable branch lacks ${all} of one of its files`;
  }, UNKNOWN);

const NO_MENDED = 'its message names no commit that it repairs';

/** The commit that it repairs, by `Fixes:`, as a revert or in a sentence. */
const MENDED: Readonly<Record<string, Say>> = {
  'mended-kind': (value) =>
    [NO_MENDED, 'its message blames an earlier commit', 'it fixes or reverts a commit of this history'][value] ??
    NO_MENDED,
  'mended-age-days': known((value) => `repairs a commit that is ${plural(fromLog(value), 'day')} older`, NO_MENDED),
  'mended-branches': known(
    (value) => `repairs a commit that ${plural(Math.round(value), 'live stable branch', 'live stable branches')} had`,
    NO_MENDED,
  ),
  'mended-branch-share': known((value) => `repairs a commit that ${branches(value)} had`, NO_MENDED),
  'mended-same-author': known(
    yesNo('repairs a commit of the same author', 'repairs a commit of another author'),
    NO_MENDED,
  ),
  'mended-taken': known(
    yesNo(
      'repairs a commit that was itself taken by a stable branch',
      'repairs a commit that no stable branch had taken',
    ),
    NO_MENDED,
  ),
  'mended-released': known(
    yesNo('repairs a commit that was released by then', 'repairs a commit that no release had by then'),
    NO_MENDED,
  ),
};

/** How far the live branches have moved away from the commit's files. */
export const BRANCHES: Readonly<Record<string, Say>> = {
  ...MENDED,
  'branch-files-exist': known((value) => `${branches(value)} began with all of its files`, UNKNOWN),
  'branch-files-latest': known((value) => `${branches(value)} had the newest change of each of its files`, UNKNOWN),
  'branch-files-complete': known((value) => `${branches(value)} had every earlier change of its files`, UNKNOWN),
  'branch-missing-newest': missing('newest'),
  'branch-missing-oldest': missing('oldest'),
  'branch-missing-least': missing('nearest'),
  'branch-missing-own': known(
    (value) =>
      fromLog(value) === 0
        ? 'the newest stable branch of its time has every earlier change of its author to its files'
        : `the newest stable branch of its time lacks ${plural(fromLog(value), 'earlier change')} of its author to its files`,
    UNKNOWN,
  ),
  'branch-latest-taken': known(
    yesNo(
      'the last change of one of its files was taken by a stable branch',
      'no stable branch had taken the last change of its files',
    ),
    'nothing in this history touched its files before',
  ),
};
