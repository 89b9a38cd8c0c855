import { findMailIds } from './message-id.ts';
import { buildPatchKey } from './subject.ts';
import type { Mail, MailedCommit, MailIndex, MailThread, Posting, StableMail } from './types.ts';

const DAY = 86_400;
/** A patch is posted at most this long before it is committed. */
const WINDOW = 180 * DAY;
/** Clocks of writers and committers differ. */
const SLACK = DAY;
/** Answers without their patch belong to one that was sent at most this long before. */
const ORPHAN_DAYS = 60 * DAY;
const MOST_REPLIES = 200;
const DEPTH = 30;

type Reader = Pick<MailIndex, 'loadMails' | 'loadAnswers' | 'loadOrphans' | 'loadPatches' | 'loadAbout'>;

interface Question {
  readonly index: Reader;
  readonly commit: MailedCommit;
  readonly key: string;
  /** Seconds; mails that could be read only later are not there. */
  readonly asOf: number;
}

/** The mails about a commit as of a day; undefined when the archive has none. */
export async function findThread(index: Reader, commit: MailedCommit, asOf: number): Promise<MailThread | undefined> {
  const question = { index, commit, asOf, key: buildPatchKey(commit.subject) };
  const match = (await findNamed(question)) ?? (await findBySubject(question));
  const stable = await findStable(question, match?.mail.id);
  if (match === undefined)
    return stable.length === 0
      ? undefined
      : { how: 'stable mails only', confidence: 1, patch: undefined, posting: undefined, replies: [], stable };
  const posting = await findPosting(question, match.mail);
  const replies = await findReplies(question, [match.mail, ...(posting?.cover === undefined ? [] : [posting.cover])]);
  return { how: match.how, confidence: match.confidence, patch: match.mail, posting, replies, stable };
}

interface Match {
  readonly mail: Mail;
  readonly how: 'message-id' | 'subject';
  readonly confidence: number;
}

const known = (mails: readonly Mail[], { asOf }: Question): readonly Mail[] =>
  mails.filter((mail) => mail.seen <= asOf);

/** True for a patch of mainline: no cover letter, and no copy for a stable branch. */
const isPart = (mail: Mail): boolean => mail.patch !== undefined && mail.patch.part !== 0 && mail.upstream.length === 0;

/**
 * The patch that the commit's trailers name. A named mail may also be a report or an earlier talk: it counts when it is
 * a patch of the same subject, or one by the same author; a named cover letter counts through its part of that subject.
 */
async function findNamed(question: Question): Promise<Match | undefined> {
  const { index, commit, key } = question;
  const named = known(await index.loadMails(findMailIds(commit.trailers)), question);
  const how = 'message-id';
  const same = named.findLast((mail) => isPart(mail) && mail.patch?.key === key);
  if (same !== undefined) return { mail: same, how, confidence: 0.99 };
  for (const cover of named.filter((mail) => mail.patch?.part === 0)) {
    const parts = known(await index.loadAnswers(cover.id), question);
    const part = parts.find((mail) => isPart(mail) && mail.patch?.key === key);
    if (part !== undefined) return { mail: part, how, confidence: 0.97 };
  }
  const renamed = named.findLast((mail) => isPart(mail) && isBy(mail, commit));
  return renamed === undefined ? undefined : { mail: renamed, how, confidence: 0.9 };
}

/** The newest version by the same author within the window; a name alone says a little less than an address. */
async function findBySubject(question: Question): Promise<Match | undefined> {
  const { index, commit, key } = question;
  if (key === '') return undefined;
  const patches = known(await index.loadPatches(key), question).filter(
    (mail) =>
      isPart(mail) &&
      isBy(mail, commit) &&
      mail.sent >= commit.commitTime - WINDOW &&
      mail.sent <= commit.commitTime + SLACK,
  );
  const newest = patches
    .toSorted((a, b) => (a.patch?.version ?? 1) - (b.patch?.version ?? 1) || a.sent - b.sent)
    .at(-1);
  if (newest === undefined) return undefined;
  const sure = newest.patch?.author.email === commit.authorEmail.toLowerCase();
  return { mail: newest, how: 'subject', confidence: sure ? 0.95 : 0.85 };
}

function isBy({ patch }: Mail, { authorEmail, authorName }: MailedCommit): boolean {
  if (patch === undefined) return false;
  const { email, name } = patch.author;
  return email === authorEmail.toLowerCase() || (name !== '' && name.toLowerCase() === authorName.toLowerCase());
}

/** The series that a patch came in: its parts hang on the cover letter, on the first part, or each on the one before. */
async function findPosting(question: Question, patch: Mail): Promise<Posting | undefined> {
  if (patch.patch?.of === undefined) return undefined;
  const root = await findRoot(question, patch);
  const parts = new Map<string, Mail>([[patch.id, patch]]);
  const queue = [root];
  const seen = new Set([root.id]);
  for (let at = 0; at < queue.length && at < MOST_REPLIES; at++) {
    const mail = queue[at];
    if (mail.patch?.part !== 0) parts.set(mail.id, mail);
    const answers = known(await question.index.loadAnswers(mail.id), question);
    for (const answer of answers) {
      if (!isSamePosting(answer, patch) || seen.has(answer.id)) continue;
      seen.add(answer.id);
      queue.push(answer);
    }
  }
  const ordered = [...parts.values()].toSorted((a, b) => (a.patch?.part ?? 0) - (b.patch?.part ?? 0));
  return { cover: root.patch?.part === 0 ? root : undefined, parts: ordered };
}

async function findRoot(question: Question, patch: Mail): Promise<Mail> {
  let root = patch;
  for (let step = 0; step < DEPTH && root.parent !== undefined; step++) {
    const [parent] = known(await question.index.loadMails([root.parent]), question);
    if (parent === undefined || !isSamePosting(parent, patch) || parent.id === patch.id) break;
    root = parent;
  }
  return root;
}

/** Same sender, version and number of parts: another version may answer this one in the same thread. */
const isSamePosting = (mail: Mail, { patch, from, upstream }: Mail): boolean =>
  mail.patch !== undefined &&
  patch !== undefined &&
  mail.patch.of === patch.of &&
  mail.patch.version === patch.version &&
  mail.from.email === from.email &&
  mail.upstream.length > 0 === upstream.length > 0;

/** Answers to mails and answers to those, oldest first. Other patches of the thread and what is said of them are left out. */
async function findReplies(question: Question, roots: readonly Mail[]): Promise<readonly Mail[]> {
  const found = new Map<string, Mail>();
  const queue = [...roots, ...(await findOrphans(question, roots))];
  for (const orphan of queue.slice(roots.length)) found.set(orphan.id, orphan);
  for (let at = 0; at < queue.length && found.size < MOST_REPLIES; at++) {
    for (const answer of known(await question.index.loadAnswers(queue[at].id), question)) {
      if (answer.patch !== undefined || found.has(answer.id)) continue;
      found.set(answer.id, answer);
      queue.push(answer);
    }
  }
  return [...found.values()].toSorted((a, b) => a.seen - b.seen || (a.id < b.id ? -1 : 1));
}

/** An archive may lack the copy of a mail that was answered: such answers are known by their subject for a while. */
async function findOrphans(question: Question, roots: readonly Mail[]): Promise<readonly Mail[]> {
  const [first] = roots;
  if (first === undefined) return [];
  const keys = new Set(roots.flatMap(({ patch }) => (patch === undefined || patch.key === '' ? [] : [patch.key])));
  const found: Mail[] = [];
  for (const key of keys) found.push(...known(await question.index.loadOrphans(key), question));
  return found.filter(
    ({ sent, subject }) =>
      sent >= first.sent - SLACK &&
      sent <= first.sent + ORPHAN_DAYS &&
      isForStable(subject) === isForStable(first.subject),
  );
}

/** The brackets of a subject name a stable branch, or say that the mail is about one. */
const isForStable = (subject: string): boolean => /\[[^\]]*(?:autosel|stable|\b\d+\.\d+)/i.test(subject);

async function findStable(question: Question, own: string | undefined): Promise<readonly StableMail[]> {
  const about = known(await question.index.loadAbout(question.commit.sha), question).filter(({ id }) => id !== own);
  const mails: StableMail[] = [];
  for (const mail of about.slice(0, MOST_REPLIES)) mails.push({ mail, replies: await findReplies(question, [mail]) });
  return mails;
}
