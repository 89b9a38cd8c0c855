import type { BranchAnswer, Lane, SelectedCommit, Selection, WrittenFile } from '../../run/index.ts';
import { isWanted } from '../../mail/index.ts';
import { OTHER_NUMBERS } from '../../triage/index.ts';
import { paintWith, type Paint } from '../paint.ts';
import { renderTable, type Column } from '../table.ts';
import { plainText } from '../width.ts';
import { renderPanel, sayVotes, strongestVoice } from './selection-panel.ts';
import { plural } from '../../plural.ts';

export interface SelectionView {
  /** Columns of the terminal; undefined: as wide as needed. */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Show at most so many proposals. */
  readonly limit: number | undefined;
  /** Files that were written. */
  readonly files: readonly WrittenFile[];
}

/** The proposals as a table, a count per lane, and where the files are. */
export function renderSelection(selection: Selection, view: SelectionView): string {
  const paint = paintWith(view.colour);
  const proposals = selection.commits.filter((commit) => commit.lane === 'proposal');
  const shown = proposals.slice(0, view.limit);
  const table = (some: readonly SelectedCommit[]): string =>
    renderTable(
      columns(paint, selection),
      some.map((commit) => proposalRow(commit, selection)),
      view.width,
    );
  const [wanted, open] = [shown.filter(isWanted), shown.filter((commit) => !isWanted(commit))];
  return [
    shown.length === 0 ? 'No proposals.\n' : '',
    wanted.length === 0 ? '' : table(wanted),
    open.length === 0
      ? ''
      : `${wanted.length === 0 ? '' : '\n'}Nobody can tell whether a branch needs these:\n${table(open)}`,
    renderMore(proposals.length - shown.length),
    renderLegend(shown),
    renderPanel(selection, view),
    '\n',
    renderCounts(selection),
    view.files.map(renderFile).join(''),
  ].join('');
}

const renderFile = ({ path, contents }: WrittenFile): string =>
  contents === undefined
    ? `written: ${path}\n`
    : [
        `written: ${path} (${plainText(contents.says)})\n`,
        ...contents.leftOut.map((left) => `  left out: ${plainText(left)}\n`),
      ].join('');

const renderMore = (hidden: number): string => (hidden === 0 ? '' : `… and ${plural(hidden, 'more proposal')}\n`);

function columns(paint: Paint, { panel }: Selection): readonly Column[] {
  return [
    { title: 'prob', align: 'right', paint: paint.strong },
    ...(panel === undefined ? [] : [{ title: 'panel' }]),
    { title: 'commit', paint: paint.id },
    { title: 'subject', gives: 5, least: 24 },
    { title: 'take on', gives: 2, least: 8 },
    { title: 'because', gives: 4, least: 16, paint: paint.faint },
  ];
}

function proposalRow(commit: SelectedCommit, { onto, panel }: Selection): string[] {
  const { verdict } = commit;
  return [
    renderProbability(commit.probability),
    ...(panel === undefined ? [] : [verdict === undefined ? '' : sayVotes(verdict)]),
    commit.sha.slice(0, 12),
    commit.subject,
    renderAnswers(commit.branches, onto),
    verdict === undefined ? strongestReason(commit) : strongestVoice(verdict),
  ];
}

function strongestReason({ reasons }: SelectedCommit): string {
  const told = reasons.filter(({ feature }) => feature !== OTHER_NUMBERS);
  return (told.find((reason) => reason.effect > 0) ?? told[0])?.says ?? '';
}

export function renderProbability(probability: number | undefined): string {
  return probability === undefined ? '' : probability.toFixed(2);
}

/** Behind a branch that does not simply take it. */
const MARKS: Readonly<Partial<Record<BranchAnswer['answer'], string>>> = {
  'take with prerequisites': '+',
  adapt: '~',
  wait: '(wait)',
  hold: '(hold)',
  unknown: '?',
};
/** What the short marks mean. */
const MEANINGS: readonly (readonly [BranchAnswer['answer'], string])[] = [
  ['take with prerequisites', 'after other commits'],
  ['adapt', 'to be adapted'],
  ['unknown', 'nobody can tell'],
];

/** Names the marks that the table holds; nothing where every branch simply takes its commits. */
function renderLegend(shown: readonly SelectedCommit[]): string {
  const given = new Set(shown.flatMap(({ branches }) => branches.map(({ answer }) => answer)));
  const marks = MEANINGS.filter(([answer]) => given.has(answer)).map(([answer, says]) => `${MARKS[answer]} ${says}`);
  return marks.length === 0 ? '' : `take on: ${marks.join(', ')}\n`;
}

const ORDER: readonly BranchAnswer['answer'][] = [
  'take',
  'take with prerequisites',
  'adapt',
  'unknown',
  'wait',
  'hold',
];

/** The branches that should take it, without what all branch names share, marked where that is not all: `6.11 6.6+ 6.1~ 5.15?`. */
function renderAnswers(answers: readonly BranchAnswer[], onto: readonly string[]): string {
  const short = shortNames(onto);
  const shown = ORDER.flatMap((kind) =>
    answers
      .filter(({ answer }) => answer === kind)
      .map(({ branch }) => `${short.get(branch) ?? branch}${MARKS[kind] ?? ''}`),
  );
  if (shown.length > 0) return shown.join(' ');
  return answers.length === 0 ? '' : 'none';
}

/** `linux-6.1.y`, `linux-6.6.y` become `6.1`, `6.6`; names that share no such frame stay as they are. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const start = sharedStart(names).replace(/\d[\d.]*$/, '');
  const end = reversed(sharedStart(names.map(reversed))).replace(/^[\d.]*\d/, '');
  const cut = (name: string) => name.slice(start.length, Math.max(start.length, name.length - end.length));
  const short = names.length > 1 && names.every((name) => /^\w/.test(cut(name)));
  return new Map(names.map((name) => [name, short ? cut(name) : name]));
}

function sharedStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

const LANES: readonly Lane[] = [
  'proposal',
  'unsettled',
  'tagged for stable',
  'already there',
  'opted out',
  'left',
  'unread',
];

function sayProposals({ commits, counts: { proposal } }: Selection): string {
  const open = commits.filter((commit) => commit.lane === 'proposal' && !isWanted(commit)).length;
  const more = open === 0 ? '' : ` (of ${open} nobody can tell whether a branch needs ${open === 1 ? 'it' : 'them'})`;
  return `${plural(proposal, 'proposal')}${more}`;
}

function renderCounts(selection: Selection): string {
  const total = selection.commits.length;
  const counts = LANES.filter((lane) => selection.counts[lane] > 0).map((lane) =>
    lane === 'proposal' ? sayProposals(selection) : `${selection.counts[lane]} ${lane}`,
  );
  return [
    `${plural(total, 'commit')} of ${selection.range} as of ${selection.asOf}: ${counts.join(', ') || 'none'}\n`,
    `${selection.panel === undefined ? 'proposed' : 'the panel was asked'} from probability ${selection.threshold.toFixed(3)} on: ${selection.thresholdWhy}\n`,
    `answered for: ${selection.onto.join(' ') || 'no branch'}\n`,
  ].join('');
}
