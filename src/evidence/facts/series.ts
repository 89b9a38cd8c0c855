import type { HistoryCommit, Mail, Posting } from '../../history/index.ts';
import { findMailIds } from '../../history/index.ts';
import { neighboursOf, prefixOf, runOf, WINDOW_DAYS } from '../neighbour-run.ts';
import { findPart, type FoundPart } from '../posting-parts.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { listWords, nameCommit, plural, quoteText, shortId } from '../words.ts';

const NAMED = 3;

/** Whether the commit is a piece of a series: a piece is often useless or wrong alone. */
export function seriesFacts(question: Question): readonly Finding[] {
  const thread = question.mail?.thread(commitAt(question.history, question.row).sha);
  const posting = thread?.posting;
  const near = neighboursOf(question);
  const byMail =
    posting === undefined || thread?.patch === undefined
      ? [...sayLinked(question, near), ...sayRun(question)]
      : sayPosting(question, thread.patch, posting);
  return [...byMail, ...sayNeighbours(near)];
}

function sayPosting(question: Question, patch: Mail, { cover, parts }: Posting): readonly Finding[] {
  const { part, of, version } = patch.patch ?? {};
  const title = cover === undefined ? '' : `, of the series "${quoteText(cover.subject, 100)}"`;
  const where: Finding = {
    kind: 'series',
    says: `It was posted as part ${part} of ${of}, version ${version}${title}.`,
    source: `<${patch.id}>`,
    weighs: 'neutral',
  };
  const others = parts.filter((mail) => mail.id !== patch.id).map((mail) => findPart(question, mail));
  return others.length === 0 ? [where] : [where, sayParts(others, patch, cover)];
}

/** Which other parts are fixes, and which of all of them are where. */
function sayParts(others: readonly FoundPart[], patch: Mail, cover: Mail | undefined): Finding {
  const fixes = others.filter(({ mail }) => mail.patch?.fixes === true || mail.patch?.stable === true);
  const missing = others.filter(({ commit }) => commit === undefined);
  const named = fixes.length === 0 ? 'none is marked as a fix' : `${countFixes(fixes)}: ${listParts(fixes)}`;
  const absent =
    missing.length === 0
      ? 'all of them are on mainline'
      : `not found on mainline: ${listWords(missing.map(numberPart))}`;
  return {
    kind: 'series',
    says: `Of ${plural(others.length, 'other part')} in the archive ${named}; ${absent}.`,
    source: `<${(cover ?? patch).id}>`,
    weighs: 'neutral',
  };
}

const countFixes = (fixes: readonly FoundPart[]): string =>
  fixes.length === 1 ? '1 is marked as a fix or for stable' : `${fixes.length} are marked as fixes or for stable`;

const numberPart = ({ mail }: FoundPart): string => `${mail.patch?.part}/${mail.patch?.of}`;

const listParts = (parts: readonly FoundPart[]): string =>
  listWords(parts.slice(0, NAMED).map(namePart).concat(parts.slice(NAMED).map(numberPart)));

function namePart({ mail, commit, branches }: FoundPart): string {
  if (commit === undefined) return `${numberPart({ mail, commit, branches })} "${quoteText(mail.subject, 70)}"`;
  const taken = branches.length === 0 ? 'in no stable branch' : `in ${listWords(branches, NAMED)}`;
  return `${numberPart({ mail, commit, branches })} ${nameCommit(commit)} (${taken})`;
}

/** Without an archive: commits whose `Link:` names mails of the same posting. */
function sayLinked({ history, row }: Question, near: readonly HistoryCommit[]): readonly Finding[] {
  const commit = commitAt(history, row);
  const own = readPosting(commit);
  const together = own === undefined ? [] : near.filter((other) => readPosting(other)?.posting === own.posting);
  if (own === undefined || together.length === 0) return [];
  const version = own.version === undefined ? '' : ` of version ${own.version}`;
  return [
    {
      kind: 'series',
      says: `It was posted as part of a series (mail ${own.number}${version}): ${plural(together.length, 'other commit')} of the same posting, ${listWords(together.slice(0, NAMED).map(nameCommit))}.`,
      source: showAll([commit, ...together.slice(0, NAMED)]),
      weighs: 'neutral',
    },
  ];
}

function sayRun(question: Question): readonly Finding[] {
  const run = runOf(question);
  if (run === undefined) return [];
  const { commits, position } = run;
  const [before, own, after] = [commits[position - 2], commits[position - 1], commits[position]];
  const prefix = own === undefined ? '' : prefixOf(own);
  const same = prefix !== '' && commits.every((commit) => prefixOf(commit) === prefix);
  const sides = [
    before === undefined ? undefined : `before it ${nameCommit(before)}`,
    after === undefined ? undefined : `behind it ${nameCommit(after)}`,
  ].filter((side) => side !== undefined);
  return [
    {
      kind: 'series',
      says: `It is ${position} of ${commits.length} commits by the same author that were applied together${same ? `, all of "${quoteText(prefix, 60)}"` : ''}: ${sides.join('; ')}.`,
      source: showAll([own, before, after].filter((commit) => commit !== undefined)),
      weighs: 'neutral',
    },
  ];
}

function sayNeighbours(near: readonly HistoryCommit[]): readonly Finding[] {
  if (near.length === 0) return [];
  return [
    {
      kind: 'same-author',
      says: `${plural(near.length, 'other commit')} by the same author ${near.length === 1 ? 'was' : 'were'} committed within ${WINDOW_DAYS} days; nearest: ${near.slice(0, NAMED).map(nameCommit).join('; ')}.`,
      source: showAll(near.slice(0, NAMED)),
      weighs: 'neutral',
    },
  ];
}

interface LinkedPosting {
  /** What the mails of one posting have in common: the id with the mail's number left out. */
  readonly posting: string;
  readonly number: number;
  readonly version: number | undefined;
}

/**
 * What a Message-Id tells of its posting (`20240501-topic-v2-3-abc@host`, `20240501120000.99-3-name@host`). Undefined
 * when the message names none with a number.
 */
function readPosting(commit: HistoryCommit): LinkedPosting | undefined {
  for (const id of findMailIds(commit.trailers)) {
    const match = /^(.{8,}?[-.\d])-(\d{1,3})-/.exec(id);
    if (match === null) continue;
    const version = /-v(\d{1,3})$/.exec(match[1] ?? '')?.[1];
    return {
      posting: id.replace(match[0], `${match[1]}-N-`),
      number: Number(match[2]),
      version: version === undefined ? undefined : Number(version),
    };
  }
  return undefined;
}

const showAll = (commits: readonly HistoryCommit[]): string =>
  `git show -s ${commits.map((commit) => shortId(commit.sha)).join(' ')}`;
