import { parseMessage } from '../../git/index.ts';
import type { Commit } from '../../git/index.ts';
import { buildPatchKey, findThread } from '../../history/index.ts';
import type { Mail, MailIndex } from '../../history/index.ts';
import type { Bench } from './bench.ts';

/** What a mail is in a talk. */
export interface ShownMail {
  readonly mail: Mail;
  readonly part: 'the patch' | 'cover letter' | 'answer' | 'for stable' | 'patch of that subject';
}

/** Words of those who keep stable branches: they tell what was decided. */
const decided = new Set<Mail['signals'][number]['kind']>([
  'taken',
  'dropped',
  'drop-it',
  'failed-to-apply',
  'take-too',
  'needs-first',
]);

/** The mails about a commit as of the day; of the own one, none that tells where it was taken. */
export async function findMails(bench: Bench, index: MailIndex, commit: Commit): Promise<readonly ShownMail[]> {
  const thread = await findThread(index, mailedOf(commit), bench.asOf);
  if (thread === undefined) return [];
  const { patch, posting, replies, stable } = thread;
  const found: ShownMail[] = [
    ...(posting?.cover === undefined ? [] : [{ mail: posting.cover, part: 'cover letter' as const }]),
    ...(patch === undefined ? [] : [{ mail: patch, part: 'the patch' as const }]),
    ...replies.map((mail): ShownMail => ({ mail, part: 'answer' })),
    ...stable
      .flatMap(({ mail, replies: answers }) => [mail, ...answers])
      .map((mail): ShownMail => ({ mail, part: 'for stable' })),
  ];
  const own = bench.box.hideOwnDecision && commit.sha === bench.box.sha;
  return own ? found.filter(({ mail, part }) => part !== 'for stable' && !tells(mail)) : found;
}

/** Patches that were sent with that subject by the day. */
export async function findBySubject(bench: Bench, index: MailIndex, subject: string): Promise<readonly ShownMail[]> {
  const { box, history, asOf } = bench;
  const key = buildPatchKey(subject);
  if (key === '') return [];
  const row = box.hideOwnDecision ? history.rowOf(box.sha) : undefined;
  const ownKey = row === undefined ? undefined : buildPatchKey(history.commits[row].subject);
  const mails = (await index.loadPatches(key)).filter(({ seen }) => seen <= asOf);
  const shown = key === ownKey ? mails.filter((mail) => !tells(mail)) : mails;
  return shown.map((mail) => ({ mail, part: 'patch of that subject' }));
}

const tells = (mail: Mail): boolean =>
  mail.upstream.length > 0 ||
  /stable/i.test(mail.list ?? '') ||
  (mail.patch?.words ?? []).some((word) => /stable|autosel|backport|^v?\d+(?:\.\d+)+/i.test(word)) ||
  mail.signals.some(({ kind }) => decided.has(kind));

type MailedCommit = Parameters<typeof findThread>[1];

function mailedOf({ sha, subject, body, author, committer }: Commit): MailedCommit {
  return {
    sha,
    subject,
    authorName: author.name,
    authorEmail: author.email,
    authorTime: author.time,
    commitTime: committer.time,
    trailers: parseMessage(subject, body).trailers.map(({ key, value }) => [key.toLowerCase(), value] as const),
  };
}
