import { resolveReference } from '../decide.ts';
import { foldSubject } from '../fold.ts';
import { relateSubjects } from '../relate.ts';
import { isOwnProject } from './projects.ts';
import type { Candidate, CommitRow, CommitTable, Resolution } from '../types.ts';
import type { CheckedReference, FoundReference, MessageContext, ReferenceStyle, Verdict } from './types.ts';

/** As many digits as the documentation of Linux asks for. */
export const USUAL_DIGITS = 12;
const RULES = { force: true, trustId: false, asGiven: true, all: true } as const;

/** What the first of several repositories that knows the commit says; undefined when the digits name nothing after all. */
export function judgeReference(
  tables: readonly CommitTable[],
  found: FoundReference,
  context: MessageContext,
): CheckedReference | undefined {
  const [own, ...others] = tables;
  const verdict = judgeHere(own, found, context);
  if (verdict.worth !== 'unknown' && verdict.worth !== 'external') return countsAs(found, verdict);
  for (const table of others) {
    const there = judgeHere(table, found, context);
    if (there.worth === 'right')
      return { found, verdict: { ...there, worth: 'external', why: 'a commit of another repository that was named' } };
  }
  return countsAs(found, verdict);
}

/** Digits without a word that calls them a commit count only as the id of one, or beside its subject. */
function countsAs(found: FoundReference, verdict: Verdict): CheckedReference | undefined {
  const tells = verdict.worth === 'right' || (verdict.worth === 'wrong' && verdict.sure);
  return found.certain || tells ? { found, verdict } : undefined;
}

function judgeHere(table: CommitTable, found: FoundReference, context: MessageContext): Verdict {
  if (found.style === 'mercurial') return external('a Mercurial id, which git does not know');
  const here = table.withPrefix(found.id, 1).length > 0;
  if (!here && found.project !== undefined && !isOwnProject(found.project, context.own))
    return external(`the text says that it is a commit of ${found.project}`);
  if (!here && found.style === 'link') return external('an address, and no commit here has the id');
  const said = found.subject;
  const subject = said === undefined || (!said.quoted && !here) ? undefined : said.text;
  const resolution = ask(table, found, { subject, context });
  return resolution.kind === 'contradiction' && passesContradiction(resolution, found)
    ? judgeHere(table, { ...found, subject: undefined }, context)
    : fromResolution(table, { found, resolution, context });
}

/** Subjects that a conversion from another system made up; people quote the first words of the message instead. */
const MADE_UP = /^bitkeeper revision [\d.]+ \(/i;

/** What stands there without quotes is a remark, unless it is the subject of another commit. */
function passesContradiction(
  { candidates }: Resolution & { readonly kind: 'contradiction' },
  found: FoundReference,
): boolean {
  const named = candidates.filter(({ commit }) => commit.sha.startsWith(found.id));
  if (named.length === 1 && MADE_UP.test(named[0].commit.subject)) return true;
  return found.subject?.quoted === false && named.length === candidates.length;
}

interface Asked {
  readonly subject: string | undefined;
  readonly context: MessageContext;
}

function ask(table: CommitTable, { id }: FoundReference, { subject, context }: Asked): Resolution {
  const { before } = context;
  return resolveReference(table, { id, subject, ...(before === undefined ? {} : { before }) }, RULES);
}

interface Judged {
  readonly found: FoundReference;
  readonly resolution: Resolution;
  readonly context: MessageContext;
}

function fromResolution(table: CommitTable, { found, resolution, context }: Judged): Verdict {
  const { kind, why, candidates } = resolution.kind === 'resolved' ? { ...resolution, candidates: [] } : resolution;
  if (resolution.kind === 'resolved')
    return resolution.by === 'subject' && !resolution.commit.sha.startsWith(found.id)
      ? repairable(table, resolution, { found, context })
      : judgeCopy(table, { found, commit: resolution.commit, context });
  if (kind === 'contradiction') return { ...wrong(why), commit: onlyBySubject(candidates, found), candidates };
  if (kind === 'ambiguous') return { ...wrong(why), worth: 'ambiguous', candidates };
  return found.word === 'changeset' ? external(`${why}; Mercurial has changesets, too`) : unknown(why);
}

const external = (why: string): Verdict => ({ ...wrong(why), worth: 'external' });

const wrong = (why: string): Verdict => ({
  ...{ worth: 'wrong', why, commit: undefined, sure: false, candidates: [], notes: [] },
});

const unknown = (why: string): Verdict => ({ ...wrong(why), worth: 'unknown' });

/** Lines that say what a commit copies: there it may bear the same subject. */
const COPIES: ReadonlySet<ReferenceStyle> = new Set<ReferenceStyle>([
  ...(['upstream-commit-brackets', 'commit-upstream', 'upstream-commit', 'cherry-picked-from'] as const),
  ...(['master-commit', 'backported-from', 'backport-of'] as const),
]);

/** The subject is that of a commit here: surely the one that is meant when it is spelled like it, and is not the message's own. */
function repairable(
  table: CommitTable,
  { commit, confidence }: Resolution & { readonly kind: 'resolved' },
  { found, context }: { readonly found: FoundReference; readonly context: MessageContext },
): Verdict {
  const missing = `no commit has the id ${found.id}`;
  const relation = relateSubjects(found.subject?.text ?? '', commit.subject).relation;
  const itself = foldSubject(commit.subject) === foldSubject(context.title);
  if (itself && !COPIES.has(found.style))
    return unknown(`${missing}, and the only subject like that is the one of this message`);
  const alike = relation === 'exact' || relation === 'folded' || relation === 'pattern';
  if (!alike && found.style !== 'fixes')
    return {
      ...unknown(`${missing}, nor exactly this subject`),
      candidates: [{ commit, why: 'has a similar subject' }],
    };
  const meant = found.style === 'fixes' || !mayMeanOther(table, commit, context);
  return {
    ...wrong(`${missing}; the subject is that of another one`),
    commit,
    sure: alike && confidence === 'sure' && meant,
  };
}

/** On a stable branch a copy may be meant, and in what was taken from another project a commit of that one. */
const mayMeanOther = (table: CommitTable, commit: CommitRow, { ported, mainline }: MessageContext): boolean =>
  ported || (!mainline && table.withFold(foldSubject(commit.subject)).some((row) => !row.mainline));

/** Whether a reference says what the commit of the message copies. */
export const isCopied = ({ style }: FoundReference): boolean => COPIES.has(style);

/** Where the id names another commit than the subject, the one that the subject names, if that is but one. */
function onlyBySubject(candidates: readonly Candidate[], { id }: FoundReference): CommitRow | undefined {
  const others = candidates.filter(({ commit }) => !commit.sha.startsWith(id));
  return others.length === 1 ? others[0].commit : undefined;
}

/** A commit of mainline does not mend a copy of one: its `Fixes:` names the original. */
function judgeCopy(
  table: CommitTable,
  { found, commit, context }: { found: FoundReference; commit: CommitRow; context: MessageContext },
): Verdict {
  const right: Verdict = { ...wrong('the id is that of the commit'), worth: 'right', commit, sure: true };
  if (commit.mainline) return { ...right, notes: noteStyle(found, commit) };
  const mapped = resolveReference(table, { id: commit.sha, subject: undefined }, { ...RULES, asGiven: false });
  if (mapped.kind !== 'resolved' || mapped.by !== 'copy')
    return { ...right, notes: [...noteStyle(found, commit), 'not on mainline'] };
  const original = mapped.commit;
  const copyOf = `a stable copy of ${original.sha.slice(0, USUAL_DIGITS)}`;
  if (found.style !== 'fixes' || !context.mainline) return { ...right, notes: [...noteStyle(found, commit), copyOf] };
  return { ...wrong(`the commit is ${copyOf}`), commit: original, sure: mapped.confidence === 'sure' };
}

/** What is usual in `Fixes:` lines, where programs read them. */
function noteStyle(found: FoundReference, commit: CommitRow): readonly string[] {
  if (found.style !== 'fixes') return [];
  const { subject, id } = found;
  const notes: string[] = [];
  if (id.length < USUAL_DIGITS) notes.push(`${id.length} digits, ${USUAL_DIGITS} are usual`);
  if (subject === undefined) notes.push('without its subject');
  else if (relateSubjects(subject.text, commit.subject).relation !== 'exact')
    notes.push('the subject is written differently');
  if (subject?.closed === false) notes.push('the bracket is not closed');
  return notes;
}
