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
    const all = number >= 30 ? '30 or more changes' : plural(number, 'earlier change');
    return `the ${which} live stable branch lacks ${all} of one of its files`;
  }, UNKNOWN);

/** How far the live branches have moved away from the commit's files. */
export const BRANCHES: Readonly<Record<string, Say>> = {
  'branch-files-exist': known((value) => `${branches(value)} began with all of its files`, UNKNOWN),
  'branch-files-latest': known((value) => `${branches(value)} had the newest change of each of its files`, UNKNOWN),
  'branch-files-complete': known((value) => `${branches(value)} had every earlier change of its files`, UNKNOWN),
  'branch-missing-newest': missing('newest'),
  'branch-missing-oldest': missing('oldest'),
  'branch-latest-taken': known(
    yesNo(
      'the last change of one of its files was taken by a stable branch',
      'no stable branch had taken the last change of its files',
    ),
    'nothing in this history touched its files before',
  ),
};
