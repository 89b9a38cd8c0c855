import type { FeatureGroup, Question } from './question.ts';
import { liveBranches } from './branches.ts';
import { branchHas, wasTaken } from './target.ts';
import { authorOf, DAY } from './timeline.ts';

const NAMES = [
  'mended-age-days',
  'mended-branches',
  'mended-branch-share',
  'mended-same-author',
  'mended-taken',
  'mended-released',
];

const NONE = NAMES.map(() => Number.NaN);

/** What a `Fixes:` trailer or a revert names; without those, what sentences of the message blame. */
const findMended = ({ commit }: Question): { readonly kind: 0 | 1 | 2; readonly rows: readonly number[] } => {
  const named = [...commit.fixes.flatMap(({ row }) => (row === undefined ? [] : [row])), ...commit.reverts];
  if (named.length > 0) return { kind: 2, rows: named };
  return { kind: commit.blamed.length > 0 ? 1 : 0, rows: commit.blamed };
};

const mendedNumbers = (question: Question, oldest: number): number[] => {
  const { commit, day, timeline } = question;
  const mended = timeline.commits[oldest];
  const live = liveBranches(timeline.history, day);
  const have = live.filter((branch) => branchHas(question, oldest, branch)).length;
  const release = timeline.history.releases[mended.release];
  return [
    Math.log1p(Math.max(0, commit.commitTime - mended.commitTime) / DAY),
    live.length === 0 ? Number.NaN : have,
    live.length === 0 ? Number.NaN : have / live.length,
    authorOf(mended) === authorOf(commit) ? 1 : 0,
    wasTaken(question, oldest) ? 1 : 0,
    release !== undefined && release.time <= day ? 1 : 0,
  ];
};

/** The oldest commit that it repairs, however the message says so: projects without `Fixes:` name it in sentences. */
export const mendedFeatures: FeatureGroup = {
  names: ['mended-kind', ...NAMES],
  measure: (question) => {
    const { kind, rows } = findMended(question);
    return [kind, ...(rows.length === 0 ? NONE : mendedNumbers(question, Math.min(...rows)))];
  },
};
