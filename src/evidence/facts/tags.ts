import type { StableTrailer } from '../../git/index.ts';
import type { Finding, Question } from '../types.ts';
import { commitAt } from '../question.ts';
import { listWords, quoteText, shortId } from '../words.ts';

/** Keys of trailers that a fact names by themselves, lower-cased. */
export const REPORT_KEYS: readonly string[] = [
  'reported-by',
  'closes',
  'syzbot',
  'reported-and-tested-by',
  'bugzilla',
  'bug',
  'coverity issue',
];

/** What the people who wrote, reported and sent the commit said in its trailers. */
export function tagFacts({ history, row }: Question): readonly Finding[] {
  const commit = commitAt(history, row);
  const source = `git show -s ${shortId(commit.sha)}`;
  const stable = commit.stable.filter((trailer) => !trailer.noAutosel).map((trailer) => sayStable(trailer, source));
  const reports = commit.trailers.filter(([key]) => REPORT_KEYS.includes(key));
  if (reports.length === 0) return stable;
  return [...stable, { kind: 'reported', says: sayReports(reports), source, weighs: 'for' }];
}

function sayStable(trailer: StableTrailer, source: string): Finding {
  const note = trailer.note === '' ? '' : `, with the note "${quoteText(trailer.note)}"`;
  const since = trailer.since === undefined ? '' : `, for ${quoteText(trailer.since, 20)} and newer`;
  const first = trailer.prerequisite === undefined ? '' : `, and names ${sayFirst(trailer.prerequisite)} to pick first`;
  return {
    kind: 'cc-stable',
    says: `The message asks for stable (${quoteText(trailer.address)})${since}${note}${first}.`,
    source,
    weighs: 'for',
  };
}

const sayFirst = ({ id, subject }: NonNullable<StableTrailer['prerequisite']>): string =>
  subject === undefined ? id.slice(0, 12) : `${id.slice(0, 12)} ("${quoteText(subject)}")`;

function sayReports(reports: readonly (readonly [string, string])[]): string {
  const values = reports.map(([key, value]) => `${key}: ${quoteText(value, 70)}`);
  const machine = reports.some(([, value]) => /syzbot|syzkaller|robot|coverity/i.test(value));
  return `Somebody reported what it mends${machine ? ' (a test machine among them)' : ''}: ${listWords(values, 3)}.`;
}
