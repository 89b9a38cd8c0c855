import {
  ENOUGH_FAULTS,
  LEAST_FAULTS,
  learnSecurity,
  mayTeach,
  readOnce,
  teachingRows,
  type PlacedCves,
  type ReadText,
  type SecurityModel,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import type { History } from '../../history/index.ts';
import { isoDate } from '../dates.ts';
import { throwIfStopped } from '../stop.ts';
import type { Workspace } from '../workspace.ts';
import { nounFor, plural } from '../../plural.ts';

/** Messages of rows, read from git once. */
export type TextReader = (row: number) => ReadText;

/** Reads the messages of rows that are not read yet; a message that cannot be read is one with its subject alone. */
export async function readTexts(
  { repository, signal, progress, note }: Pick<Workspace, 'repository' | 'signal' | 'progress' | 'note'>,
  history: History,
  rows: readonly number[],
): Promise<TextReader> {
  const texts = new Map<number, ReadText>();
  const shas = rows.map((row) => history.commits[row].sha);
  const unread: string[] = [];
  for await (const commit of repository.commits(shas)) {
    const row = history.rowOf(commit.sha);
    if (row === undefined) continue;
    const { subject, paths } = history.commits[row];
    if (commit.kind === 'unread') unread.push(commit.why);
    const body = commit.kind === 'commit' ? commit.body : '';
    texts.set(row, readOnce({ subject, body, paths }));
    if (texts.size % 1000 !== 0) continue;
    progress({ step: 'reading messages', done: texts.size, total: rows.length, unit: 'commits' });
    throwIfStopped(signal);
  }
  if (unread.length > 0)
    note(`autosel: messages of ${plural(unread.length, 'commit')} cannot be read (${unread[0]}): subjects alone count`);
  return (row) => texts.get(row) ?? readOnce({ subject: history.commits[row].subject, body: '', paths: [] });
}

export interface Learning {
  readonly history: History;
  readonly cves: PlacedCves;
  readonly asOf: number;
  readonly textOf: TextReader;
  /** True: CVEs that were published later teach, too, as long as their commits are older than the day. */
  readonly hindsight?: boolean;
}

/** Rows whose messages a model of that day is learned from. */
export const lessonRows = (history: History, asOf: number): readonly number[] => teachingRows(history, asOf);

/** Rows that teach, once there are enough of them; before anything is read. UsageError `few-cves` when they are too few. */
export function labelsFor(lesson: Omit<Learning, 'textOf'>): ReadonlySet<number> {
  const { history, asOf, hindsight } = lesson;
  const labels = labelsAt(lesson);
  const taught = teachingRows(history, asOf).filter((row) => labels.has(row)).length;
  if (taught < LEAST_FAULTS)
    throw new UsageError(
      'few-cves',
      `${plural(taught, 'commit')} of this repository that ${nounFor(taught, 'was', 'were')} decided by ${isoDate(asOf)} ${nounFor(taught, 'has', 'have')} a CVE known by then; at least ${LEAST_FAULTS} are needed to learn from: ${adviseMore(hindsight)}`,
    );
  return labels;
}

/** A backtest says whether it uses hindsight; a question of today has no later day. */
const adviseMore = (hindsight: boolean | undefined): string =>
  hindsight === false ? 'choose a later day, or use --hindsight' : 'name more of them with --records';

/** Learns what a security fix is from the CVEs that were known on the day. */
export function learnAt({ progress }: Workspace, labels: ReadonlySet<number>, learning: Learning): SecurityModel {
  const { history, cves, asOf, textOf, hindsight = false } = learning;
  progress({ step: 'learning from CVEs', done: 0, total: undefined, unit: 'commits' });
  const outside = cves.elsewhere.flatMap((cve) =>
    cve.text !== undefined && mayTeach(hindsight ? { ...cve, knownSince: undefined } : cve, asOf)
      ? [readOnce(cve.text)]
      : [],
  );
  return learnSecurity({ history, labels, textOf, outside, asOf });
}

/** What a person must know of probabilities that few CVEs taught; undefined where there were enough. */
export const cautionOf = (withCve: number): string | undefined =>
  withCve >= ENOUGH_FAULTS
    ? undefined
    : `learned from only ${plural(withCve, 'commit')} with a CVE: below ${ENOUGH_FAULTS} a probability is worth little; go by the order, and read on below the threshold`;

/** Rows with a CVE that was public by the day; an undated one counts, which a question of a past day has none of. */
function labelsAt({ cves, asOf, hindsight = false }: Omit<Learning, 'textOf'>): ReadonlySet<number> {
  const known = [...cves.byRow].filter(([, of]) => of.some(({ cve }) => hindsight || (cve.knownSince ?? 0) <= asOf));
  return new Set(known.map(([row]) => row));
}
