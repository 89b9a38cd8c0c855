import { findPresence, isPresent, type BranchAnswer } from '../../evidence/index.ts';
import { branchMentions, findBranch } from './branch-names.ts';
import type { Desk } from './desk.ts';
import { oppositeOf, predicatesIn } from './branch-words.ts';
import type { Sentence } from './prose.ts';
import { listed, right, short, unknown, wrong } from './say.ts';
import { idsIn, inSentences, isHedged, type Statement } from './statement.ts';
import type { BranchSays } from '../types.ts';
import type { Outcome } from './types.ts';

/** What a sentence can say of a commit and a branch. */
type Predicate = BranchSays;

const CLAUSES =
  /;\s+|,? (?:but|while|whereas|although|though|however)\b,?\s+|(?<=\w)\. |,\s+and (?=(?:it|the|this|on|for|in|does|is|conflicts|applies|needs)\b)|, (?=(?:and |but |while )?(?:(?:on|in|for|to) )?\S*\d\S* (?:it )?(?:does|is|did|has|was|will|can|could|would|applies|conflicts|takes|needs|lacks|misses)(?: not|n['’]t)?\b)|, (?=(?:conflicts|needs|applies|does not|is not|is already|not|already)\b)/;

const ALL =
  /\b(?:all|every|each|any)\b(?: of)?(?: the| our)?(?: (?:currently|supported|active|live|listed|maintained|stable|LTS|longterm|current|affected|targeted|older|relevant)){0,3} (?:stable )?(?:branch(?:es)?|trees?|kernels?|series)\b/i;
/** A sentence that speaks of something else than the commit and what it mends. */
const THING =
  /\b(?:function|helper|macro|driver|file|symbol|api|structure?|field|support|feature|prerequisites?|dependenc(?:y|ies)|subsystem|series|infrastructure|device|hardware|header|config|code path|that commit|those commits|other commits?)\b/i;
const OWN = /\b(?:this|the|it|its?)\b ?(?:\w+ )?(?:commit|patch|fix|change|backport|one)?\b/i;

export const branchStatements = inSentences((sentence) => {
  let said: readonly Predicate[] = [];
  return clausesOf(sentence).flatMap((clause) => {
    const own = predicatesIn(clause);
    const found = own.length === 0 && SHORT_DENIAL.test(clause) ? said.map(oppositeOf) : own;
    said = own.length === 0 ? said : own;
    return readClause({ clause, found }, sentence);
  });
});

/** `linux-6.6.y does not`: what was said before is not so here. */
const SHORT_DENIAL =
  /^\W*(?:and |but |while )?(?:(?:on|in|for|to) )?\S+ (?:it )?(?:does|is|did|has|was|will|can|could|would)(?: not|n['’]t)\W*$/i;

/** Clauses of a sentence; one without a branch of its own is left out. */
function clausesOf({ text }: Sentence): readonly string[] {
  const parts = text.split(CLAUSES).filter((part) => part !== undefined && part !== '');
  return parts.length <= 1 ? [text] : parts;
}

function readClause(
  { clause, found }: { readonly clause: string; readonly found: readonly Predicate[] },
  sentence: Sentence,
): readonly Statement[] {
  const mentions = branchMentions(clause).filter(
    ({ from }) =>
      !/\b(?:since|before|after|until|than|unlike|except(?: for)?|apart from|v?\d[\d.]*\s*\.\.)\s*v?$/i.test(
        clause.slice(0, from),
      ),
  );
  const all = mentions.length === 0 && ALL.test(clause);
  if (mentions.length === 0 && !all) return [];
  return found.flatMap((predicate) =>
    (all ? ['all branches'] : mentions.map(({ text }) => text)).map((branch) => ({
      kind: 'branch' as const,
      what: `${branch}: ${SAY[predicate]}${subjectId(clause, predicate) === undefined ? '' : ` (commit ${short(subjectId(clause, predicate) ?? '')})`}`,
      check: (desk: Desk) => check({ predicate, branch: all ? undefined : branch, clause, sentence }, desk),
    })),
  );
}

export const sayPredicate = (predicate: Predicate): string => SAY[predicate];

const SAY: Readonly<Record<Predicate, string>> = {
  applies: 'applies cleanly',
  conflicts: 'conflicts',
  there: 'has it already',
  missing: 'does not have it',
  affected: 'is affected',
  unaffected: 'is not affected',
};

/** The other commit that is said to be on a branch or not. */
const subjectId = (clause: string, predicate: Predicate): string | undefined =>
  predicate === 'there' || predicate === 'missing' ? idsIn(clause)[0] : undefined;

/** What is cited of one branch, in the form and not in words. */
export async function checkBranch(
  { branch, says }: { readonly branch: string; readonly says: Predicate },
  desk: Desk,
): Promise<Outcome> {
  const position = findBranch(desk.history.branches, branch);
  if (position === undefined) return wrong('there is no such stable branch', 'autosel status');
  const { name } = desk.history.branches[position];
  const sentence: Sentence = { text: '', block: 0, before: undefined };
  const said: Said = { predicate: says, branch: name, clause: 'it is there already', sentence };
  return (await check(said, desk)) ?? unknown('it cannot be told', sourceOf(desk, position));
}

interface Said {
  readonly predicate: Predicate;
  /** Undefined: all of them. */
  readonly branch: string | undefined;
  readonly clause: string;
  readonly sentence: Sentence;
}

async function check(said: Said, desk: Desk): Promise<Outcome | undefined> {
  const { predicate, branch, clause, sentence } = said;
  if (/\b(?:if|unless|whether|assuming|once|provided)\b/i.test(clause) || /\?\s*$/.test(sentence.text))
    return undefined;
  const doubt = isHedged(clause) && !/\bshould\b/i.test(clause);
  if (branch === undefined) return doubt ? undefined : checkAll(predicate, desk);
  const position = findBranch(desk.history.branches, branch);
  if (position === undefined) return undefined;
  if (
    (predicate === 'there' || predicate === 'missing') &&
    desk.history.branches[position].name !== branch &&
    isRelease(branch, clause)
  )
    return undefined;
  if (doubt) return unknown('it is said with a doubt', sourceOf(desk, position));
  if (predicate === 'there' || predicate === 'missing') return checkPresence(said, desk, position);
  const name = desk.history.branches[position].name;
  const answer = desk.branches.find((known) => known.branch === name);
  if (answer === undefined) return unknown(`${name} was not looked at`, sourceOf(desk, position));
  return { ...judge(predicate, answer), source: sourceOf(desk, position) };
}

/** `landed in v6.1` speaks of a release, `already in 6.1` and `in 6.1.y` of a branch. */
const isRelease = (named: string, clause: string): boolean =>
  /^v?\d+(?:\.\d+)*$/.test(named) &&
  (named.startsWith('v') ||
    !/\b(?:already|yet|backport\w*|pick\w*|cherry|stable|branch|tree|lts|lacks?|missing|has|contains?)\b/i.test(
      clause,
    ));

const sourceOf = ({ commit, history }: Desk, position: number): string =>
  `autosel facts ${short(commit.sha)} --onto ${history.branches[position].name}`;

function judge(
  predicate: 'applies' | 'conflicts' | 'affected' | 'unaffected',
  answer: BranchAnswer,
): Omit<Outcome, 'source'> {
  if (predicate === 'affected' || predicate === 'unaffected') return judgeAffected(predicate, answer);
  const { applies, branch, conflicts } = answer;
  if (applies === 'unknown') return unknown('it was not tried there', '');
  if (applies === 'already there') return unknown(`${branch} has it already`, '');
  const clean = applies !== 'conflicts';
  const why = clean
    ? `a dry run on ${branch}: ${applies}`
    : `a dry run on ${branch} conflicts in ${listed(conflicts.map(({ path }) => path)) || 'a file'}`;
  return clean === (predicate === 'applies') ? right(why, '') : wrong(why, '');
}

function judgeAffected(
  predicate: 'affected' | 'unaffected',
  { affected, why, answer, branch }: BranchAnswer,
): Omit<Outcome, 'source'> {
  if (answer === 'already there') return unknown(`${branch} has the commit already`, '');
  if (affected === 'unknown' || affected === 'probably') return unknown(why, '');
  const has = affected !== 'not';
  return has === (predicate === 'affected') ? right(why, '') : wrong(why, '');
}

function checkAll(predicate: Predicate, { branches, commit }: Desk): Outcome | undefined {
  if (predicate === 'there' || predicate === 'missing' || branches.length === 0) return undefined;
  const source = `autosel facts ${short(commit.sha)}`;
  const judged = branches.map((answer) => ({ answer, ...judge(predicate, answer) }));
  const refuted = judged.filter(({ result }) => result === 'wrong').map(({ answer }) => answer.branch);
  if (refuted.length > 0) return wrong(`not on ${listed(refuted)}`, source);
  const open = judged.filter(({ result }) => result === 'unknown').map(({ answer }) => answer.branch);
  return open.length > 0
    ? unknown(`it cannot be told of ${listed(open)}`, source)
    : right(`so on ${listed(branches.map(({ branch }) => branch))}`, source);
}

async function checkPresence(said: Said, desk: Desk, position: number): Promise<Outcome | undefined> {
  const { predicate, clause, sentence } = said;
  const id = idsIn(clause).find((other) => !desk.commit.sha.startsWith(other));
  if (
    id === undefined &&
    (THING.test(clause) || !OWN.test(clause)) &&
    !/^\s*(?:already|missing|not)\b|^\W*(?:branch\W+)?\S+\s*[:–—=-]\s*(?:missing|absent|present|there|included|not)\b/i.test(
      clause,
    )
  )
    return undefined;
  if (id === undefined && idsIn(sentence.text).some((other) => !desk.commit.sha.startsWith(other))) return undefined;
  const row = id === undefined ? desk.row : await rowOf(id, desk);
  const branch = desk.history.branches[position];
  const source = `git log ${branch.name} --grep ${short(id ?? desk.commit.sha)}`;
  if (row === undefined) return unknown('that commit is not in the index', source);
  const presence = findPresence({ history: desk.history, row, branch: position, asOf: desk.asOf });
  const there = isPresent(presence);
  const why = there
    ? `${branch.name} has it${presence.kind === 'picked' ? ` as ${short(presence.pick.stableSha)}` : ' since it began'}`
    : `${branch.name} does not have it`;
  if (there === (predicate === 'there')) return right(why, source);
  const release = desk.history.releases[desk.history.commits[row].release]?.name ?? '';
  if (
    predicate === 'there' &&
    branch.name === said.branch &&
    new RegExp(`^v?${branch.name.replaceAll('.', '\\.')}(?:-rc\\d+)?$`).test(release)
  )
    return right(`the release ${release} has it; ${why}`, source);
  return wrong(why, source);
}

async function rowOf(id: string, desk: Desk): Promise<number | undefined> {
  const found = await desk.find(id);
  if (found.kind !== 'found') return undefined;
  return desk.history.rowOf(found.commit.sha) ?? desk.history.mainlineRowOf(found.commit.sha);
}
