import type { ChangeReading } from '../change/read.ts';
import type { NamedProblem } from '../change/problems.ts';
import type { Purpose, PurposeKind } from '../change/purposes.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding, Weight } from '../types.ts';
import { listWords, quoteText } from '../words.ts';

type Source = PatchView['source'];

const MOST_NAMED = 3;

/** The problems that the message names, the most telling ones with its words, and what proves that somebody met them. */
export function mendingFindings(reading: ChangeReading, source: Source): readonly Finding[] {
  const { problems, reports } = reading;
  const telling = dropVague(problems.filter(({ grave, inSubject }) => grave || inSubject));
  const denied = reading.purposes.some((purpose) => purpose.sure && !isOutweighed(purpose, reading));
  const weighs: Weight = telling.length > 0 && !denied ? 'for' : 'neutral';
  const findings: Finding[] = gatherQuotes(telling.length > 0 ? telling : problems)
    .slice(0, MOST_NAMED)
    .map((said) => ({
      kind: 'nature-fix',
      says: `The message speaks of ${listWords(said.map(({ kind }) => kind))}: "${said[0]?.quote ?? ''}".`,
      source: source.message,
      weighs,
    }));
  return [...findings, ...reportFindings(reports, source)];
}

/** What proves that somebody met the problem. */
export function reportFindings(reports: readonly string[], source: Source): readonly Finding[] {
  if (reports.length === 0) return [];
  const says = `Points at a real problem: ${listWords(
    reports.map((report) => quoteText(report, 70)),
    MOST_NAMED,
  )}.`;
  return [{ kind: 'nature-reported', says, source: source.message, weighs: 'for' }];
}

/** That something is a bug or a fix says nothing beside what it is. */
const dropVague = (problems: readonly NamedProblem[]): readonly NamedProblem[] =>
  problems.some(({ kind }) => kind !== 'a bug') ? problems.filter(({ kind }) => kind !== 'a bug') : problems;

/** Words that are quoted alike are one fact, whatever they name. Everyday words count with graver ones beside them. */
const gatherQuotes = (problems: readonly NamedProblem[]): readonly (readonly NamedProblem[])[] =>
  [...Map.groupBy(problems.filter(isApart), ({ quote }) => quote).values()].map((said) => {
    const grave = said.filter((problem) => problem.grave);
    return grave.length === 0 ? said.slice(0, 1) : grave;
  });

/** Words within the words for a more telling thing count with that one. */
const isApart = ({ from, to, inSubject }: NamedProblem, at: number, all: readonly NamedProblem[]): boolean =>
  !all.slice(0, at).some((other) => other.inSubject === inSubject && other.from < to && from < other.to);

/** What a reader is told about words that say what the change is for. */
const SAYS: Readonly<Record<PurposeKind, { readonly kind: string; readonly says: string }>> = {
  'no-change': { kind: 'nature-not-fix', says: 'By its own words it changes nothing that a user sees' },
  preparation: { kind: 'nature-preparation', says: 'By its own words it prepares something else' },
  cleanup: {
    kind: 'nature-not-fix',
    says: 'By its subject it puts code in order, and the message names nothing that goes wrong',
  },
  performance: { kind: 'nature-cost', says: 'It is about cost, and the message names nothing that goes wrong' },
  tracing: {
    kind: 'nature-not-fix',
    says: 'It changes what is traced or logged, and the message names nothing that goes wrong',
  },
};

/** Purposes other than mending, as far as nothing in the message speaks for a fix. */
export function purposeFindings(reading: ChangeReading, source: Source): readonly Finding[] {
  return reading.purposes
    .filter((purpose) => !isOutweighed(purpose, reading))
    .map((purpose) => ({ ...say(purpose), source: source.message, weighs: 'against' }));
}

const say = ({ kind, quote }: Purpose): Pick<Finding, 'kind' | 'says'> => ({
  kind: SAYS[kind].kind,
  says: `${SAYS[kind].says}: "${quote}".`,
});

/**
 * A report outweighs every purpose. Sure words ("no functional change") stand even beside everyday words for trouble, which
 * clean-ups use too; the rest stands only where the message names no grave problem, and none in its subject.
 */
function isOutweighed(purpose: Purpose, { problems, reports, diff }: ChangeReading): boolean {
  if (reports.length > 0 || diff?.shapes.some(({ kind }) => kind === 'device') === true) return true;
  const inSubject = problems.filter((problem) => problem.inSubject);
  if (purpose.kind === 'no-change') return inSubject.some(({ grave }) => grave);
  if (purpose.kind === 'preparation') return inSubject.some(({ kind }) => kind !== 'an error path');
  return inSubject.length > 0 || problems.some(({ grave }) => grave);
}
