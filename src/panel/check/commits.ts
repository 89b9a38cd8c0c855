import type { Sha } from '../../git/index.ts';
import { day, quoted, right, short, showMessage, unknown, wrong } from './say.ts';
import type { Desk } from './desk.ts';
import type { Sentence } from './prose.ts';
import { ID, inSentences, isOdd, type Statement } from './statement.ts';
import { subjectFits } from './subjects.ts';
import type { CommitView, FoundCommit, Outcome } from './types.ts';

interface Named {
  readonly id: string;
  readonly subject: string | undefined;
  /** The text says that it is the commit that is judged. */
  readonly own: boolean;
  /** The text calls it a commit: one that is not there is an error. */
  readonly called: boolean;
  /** The sentence speaks of another repository. */
  readonly foreign: boolean;
}

const CALLED =
  /\b(?:commits?|fix(?:es|ed|ing)?|revert(?:s|ed|ing)?|introduced|caused|broken|added|brought|regressed|since|upstream|mainline|sha-?1?|hash|id|prerequisites?|backport(?:s|ed)?|picked|depends|dependency|follow-?ups?|patch(?:es)?|changes?|stable)\b(?: (?:by|in|with|from|of|on|for|is|are|was|after|before|commits?|needs|need|the))*\s*[:#]?\s*[[(`"'*]*$/i;
const OWN =
  /\b(?:(?:this|the (?:current|proposed|judged|present)) (?:commit|patch|fix|change)|\[\s*upstream commit|commit under review|mainline commit id)\s*(?:is|has the id|:|,)?\s*[[(`"'*]*$/i;
const FOREIGN =
  /\b(?:linux-next|in -?next|next tree|out-of-tree|downstream|vendor tree|qemu|glibc|gcc|llvm|clang|firmware|userspace repo|github|gitlab|another (?:tree|repository)|different (?:tree|repository))\b/i;
/** Crash dumps and addresses look alike, mostly with 16 digits; an abbreviated id has 10 to 15. */
const ADDRESS = /^(?:f{4}|0{4}|dead0)/;

export const commitStatements = inSentences(
  (sentence) =>
    namedIn(sentence).map((named) => ({
      kind: 'commit',
      what: sayNamed(named),
      id: named.id,
      check: (desk: Desk) => checkNamed(named, desk),
    })) satisfies readonly Statement[],
);

const sayNamed = ({ id, subject, own }: Named): string =>
  `${own ? 'this commit is' : 'commit'} ${short(id)}${subject === undefined ? '' : ` (${quoted(subject, 80)})`}`;

/** Every commit id of a sentence with the subject that stands beside it. `Fixes:` lines are read elsewhere. */
function namedIn({ text }: Sentence): readonly Named[] {
  const foreign = FOREIGN.test(text);
  const found: Named[] = [];
  let end = -1;
  for (const match of text.matchAll(ID)) {
    const id = match[1];
    const before = text.slice(0, match.index);
    const behind = text.slice(match.index + id.length);
    if (isOdd(id) || /\bFixes:\s*(?:commit )?[`"']*$/.test(before) || /\.\.\.?$/.test(before)) continue;
    const subject = subjectBehind(behind) ?? subjectBefore(before) ?? subjectBeside(before, behind);
    const chained =
      end >= 0 &&
      /^[`")\s]*(?:,|and|or|&|\+|\/|,\s*and)[`"(\s]*(?:commit\s+)?[`"]*$/.test(text.slice(end, match.index));
    const cue = CALLED.test(before) || chained || subject !== undefined;
    const mixed = /\d/.test(id) && /[a-f]/.test(id);
    if (!mixed && !cue) continue;
    const shaped = mixed && ((id.length >= 10 && id.length <= 15) || id.length === 40) && !ADDRESS.test(id);
    found.push({ id, subject, own: OWN.test(before), called: cue || shaped, foreign });
    end = cue ? match.index + id.length : -1;
  }
  return found;
}

const TITLED =
  '(?:,? ?(?:titled|named|called|entitled|with (?:the )?(?:subject|title)|subject|whose (?:subject|title) is):? ?)?';
const PAREN = new RegExp(`^[\`\\]*]*\\s*[,:]?\\s*${TITLED}\\(\\s*(?:commit |titled |subject:? )?(["“'‘\`]{1,2})`);
const DIRECT = new RegExp(`^[\`\\]*)]*\\s*(?:[,:–—-]\\s*)?${TITLED}(["“])`);
const BARE = /^[`\]*]*\s*\(((?:[\w/.,+-]+ ?){1,4}: [^()]{6,200}(?:\([^()]{0,60}\)[^()]{0,100}){0,3})\)/;

function subjectBehind(text: string): string | undefined {
  const paren = PAREN.exec(text);
  if (paren !== null) {
    const rest = text.slice(paren[0].length);
    const close =
      /["”'’`]{1,2}\s*(?:\)|,\s*(?:v\d|\d{4}|from|in|by|merged|released|committed))/.exec(rest) ?? /["”`]/.exec(rest);
    return close === null ? undefined : keep(rest.slice(0, close.index));
  }
  const direct = DIRECT.exec(text);
  if (direct !== null) {
    const rest = text.slice(direct[0].length);
    const close = /["”](?=[\s.,;:)\]]|$)/.exec(rest.replace(/^([^"“”]*)"([^"“”]{4,})""/, '$1\u0001$2\u0001"'));
    return close === null ? undefined : keep(rest.slice(0, close.index));
  }
  return keep(BARE.exec(text)?.[1]);
}

const subjectBefore = (text: string): string | undefined =>
  keep(/["“]([^"“”]{10,200})["”],? ?\(?(?:(?:mainline |upstream |stable )?commit )?[`]?$/.exec(text)?.[1]);

const LINKED_BEFORE =
  /["“]([^"“”]{10,200})["”][ ,)]{0,2}(?:[–—-]+ |\()?(?:(?:that|this|which|it) (?:is|was) |aka |i\.e\. |namely |known as |(?:with|has|under) (?:the )?(?:id|hash|sha-?1?) |(?:is|was|in|by|from|as|came as|went in as|committed as|landed as) )?(?:the )?(?:(?:mainline|upstream|stable|older|earlier) )?(?:commit )?[([]?$/;
const LINKED_BEHIND =
  /^[)\]]?[ ,]{0,2}(?:[:–—-]+ ?)?(?:(?:which|that|it) (?:is|was) |is |was |aka |i\.e\. |namely |known as |titled |called |named |subject:? |(?:with|has|under|by|bears) (?:the )?(?:subject|title|name)(?: of| line)? |whose (?:subject|title) is )[:( ]{0,2}["“]([^"“”]{10,200})["”]/;
/** `id: area: what it does`, up to the end of the sentence. */
const LOGGED = /^[)\]]?\s?(?::|–|—|-|\|)\s+((?:[\w/.,+&*-]{1,40} ?){1,4}: \S.{5,200})$/;

/** A subject that other words than the usual ones bind to the id. */
const subjectBeside = (before: string, behind: string): string | undefined =>
  keep(LINKED_BEFORE.exec(before)?.[1] ?? LINKED_BEHIND.exec(behind)?.[1] ?? loggedIn(behind));

/** A whole sentence behind a colon is no subject. */
function loggedIn(behind: string): string | undefined {
  const logged = LOGGED.exec(behind)?.[1].replace(/[.;]$/, '');
  return logged === undefined || /\b(?:is|was|were|are|has|have|had|been|this|which)\b/.test(logged)
    ? undefined
    : logged;
}

/** Fewer letters name no commit. */
const keep = (subject: string | undefined): string | undefined => {
  const text = subject?.replaceAll('\\', '').trim();
  return text === undefined || text.replaceAll(/\W/g, '').length < 6 ? undefined : text;
};

async function checkNamed({ id, subject, own, called, foreign }: Named, desk: Desk): Promise<Outcome | undefined> {
  const source = showMessage(desk.commit.sha);
  if (own && !desk.commit.sha.startsWith(id) && !isCopy(desk, id))
    return wrong(`this commit is ${short(desk.commit.sha)}`, source);
  return checkCommit({ id, subject, called, foreign }, desk);
}

const isCopy = ({ history, row }: Desk, id: string): boolean =>
  row !== undefined && history.picks(row).some(({ stableSha }) => stableSha.startsWith(id));

export interface CommitClaim {
  /** Lower-case hex digits. */
  readonly id: string;
  readonly subject: string | undefined;
  readonly called: boolean;
  readonly foreign: boolean;
}

/** Whether there is a commit with that id and that subject. Undefined: it is not called a commit, and there is none. */
export async function checkCommit(claim: CommitClaim, desk: Desk): Promise<Outcome | undefined> {
  const found: FoundCommit = desk.commit.sha.startsWith(claim.id)
    ? { kind: 'found', commit: desk.commit }
    : await desk.find(claim.id);
  const source = `git show -s ${short(claim.id)}`;
  switch (found.kind) {
    case 'found':
      return checkFound(claim, found.commit, desk);
    case 'several':
      return unknown(found.why, source);
    case 'unread':
      return unknown(`it could not be read: ${found.why}`, source);
    case 'none':
      return checkAbsent(claim, desk, source);
  }
}

function checkFound({ subject }: CommitClaim, commit: CommitView, desk: Desk): Outcome {
  const source = showMessage(commit.sha);
  if (commit.committer.time > desk.asOf)
    return unknown(`it came on ${day(commit.committer.time)}, after the day of the question`, source);
  if (subject === undefined) return right(`it is ${quoted(commit.subject)}`, source);
  if (subjectFits(subject, commit.subject)) return right('the id is there and its subject is that', source);
  return wrong(`the subject of ${short(commit.sha)} is ${quoted(commit.subject)}`, source);
}

function checkAbsent(claim: CommitClaim, desk: Desk, source: string): Outcome | undefined {
  const quotedAs = namedByMessage(desk, claim.id);
  if (quotedAs !== undefined) {
    const { subject } = quotedAs;
    if (claim.subject !== undefined && subject !== undefined && !subjectFits(claim.subject, subject))
      return wrong(
        `the message of this commit gives that id the subject ${quoted(subject)}`,
        showMessage(desk.commit.sha),
      );
    return unknown(
      'the message of this commit names it so, but it is not in this repository',
      showMessage(desk.commit.sha),
    );
  }
  if (desk.factText.includes(claim.id)) return unknown('a fact names it, but it is not in this repository', source);
  const same = claim.subject === undefined ? undefined : withSubject(desk, claim.subject);
  if (same !== undefined && !claim.foreign)
    return wrong(`no commit here has that id; that subject has ${short(same)}`, showMessage(same));
  if (!claim.called) return undefined;
  if (claim.foreign) return unknown('it is said to be in another repository', source);
  if (!desk.repository.whole) return unknown('it is not among the commits that are here, and not all are', source);
  return wrong('this repository has no commit with that id', source);
}

function withSubject({ history }: Desk, subject: string): Sha | undefined {
  const wanted = subject.toLowerCase();
  return history.commits.find((commit) => commit.subject.toLowerCase() === wanted)?.sha;
}

/** How the message of the commit itself names an id. */
function namedByMessage({ says, message }: Desk, id: string): { readonly subject: string | undefined } | undefined {
  const fits = (other: string | undefined): boolean =>
    other !== undefined && (other.startsWith(id) || (other.length >= 7 && id.startsWith(other)));
  const named = [...says.fixes, ...says.blamed, ...says.reverts].find((link) => fits(link.id));
  if (named !== undefined) return { subject: named.subject };
  return [...message.matchAll(ID)].some((match) => fits(match[1])) ? { subject: undefined } : undefined;
}
