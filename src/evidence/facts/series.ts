import type { HistoryCommit } from '../../history/index.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { DAY, listWords, nameCommit, plural, shortId } from '../words.ts';

const WINDOW_DAYS = 2;
const NAMED = 3;

/** Neighbours that may belong to the same series: a piece of a series is often useless or wrong alone. */
export function seriesFacts({ history, row, asOf }: Question): readonly Finding[] {
  const commit = commitAt(history, row);
  const near = neighboursOf({ history, row, asOf });
  if (near.length === 0) return [];
  const findings: Finding[] = [];
  const posting = postingOf(commit);
  const together = posting === undefined ? [] : near.filter((other) => postingOf(other) === posting);
  if (together.length > 0)
    findings.push({
      kind: 'series',
      says: `It was posted as part of a series: ${plural(together.length, 'other commit')} of the same posting, ${listWords(together.slice(0, NAMED).map(nameCommit))}.`,
      source: showAll([commit, ...together.slice(0, NAMED)]),
      weighs: 'neutral',
    });
  return [
    ...findings,
    {
      kind: 'same-author',
      says: `${plural(near.length, 'other commit')} by the same author ${near.length === 1 ? 'was' : 'were'} committed within ${WINDOW_DAYS} days; nearest: ${near.slice(0, NAMED).map(nameCommit).join('; ')}.`,
      source: showAll(near.slice(0, NAMED)),
      weighs: 'neutral',
    },
  ];
}

/** Same author's commits within two days, nearest in time first. */
function neighboursOf({ history, row, asOf }: Question): readonly HistoryCommit[] {
  const commit = commitAt(history, row);
  const reach = WINDOW_DAYS * DAY;
  const { from, to } = history.between(commit.commitTime - reach, Math.min(commit.commitTime + reach, asOf) + 1);
  const near: { readonly other: HistoryCommit; readonly apart: number; readonly rows: number }[] = [];
  for (let n = from; n < to; n += 1) {
    const other = history.commits[n];
    if (n === row || other === undefined || other.authorEmail !== commit.authorEmail) continue;
    near.push({ other, apart: Math.abs(other.commitTime - commit.commitTime), rows: Math.abs(n - row) });
  }
  return near.toSorted((a, b) => a.apart - b.apart || a.rows - b.rows).map(({ other }) => other);
}

/**
 * What the mails of one posting have in common: the Message-ID behind `Link:` with the patch's number left out
 * (`20240501-topic-v2-3-abc@host`, `20240501120000.99-3-name@host`). Undefined when the message names none with a number.
 */
function postingOf(commit: HistoryCommit): string | undefined {
  for (const [key, value] of commit.trailers) {
    if (key !== 'link') continue;
    const id = /[^/\s<>]+@[^/\s<>]+/.exec(value)?.[0];
    const posting = id?.replace(/^(.{8,}?[-.\d])-(\d{1,3})-/, '$1-N-');
    if (posting !== undefined && posting !== id) return posting;
  }
  return undefined;
}

const showAll = (commits: readonly HistoryCommit[]): string =>
  `git show -s ${commits.map((commit) => shortId(commit.sha)).join(' ')}`;
