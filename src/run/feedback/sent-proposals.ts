import { parsePatch, parseSha, type Commit } from '../../git/index.ts';
import {
  buildOutgoing,
  findPeople,
  readHeaders,
  readAddress,
  type Deciders,
  type SentProposal,
} from '../../mail/index.ts';
import { readCommit } from '../read-commit.ts';
import { readMails } from '../files-of-mails.ts';
import { readKeepers } from '../mail-maintainers.ts';
import { openOutbox } from '../send/outbox/index.ts';
import { inside } from '../send/deliver.ts';
import type { Workspace } from '../workspace.ts';

/** A proposal that left, with what its answers are judged by. */
export interface KnownProposal extends SentProposal {
  /** Names of the branches it was proposed for. */
  readonly branches: readonly string[];
}

interface Candidate extends Omit<KnownProposal, 'subject' | 'commit'> {
  readonly commit: string;
}

/**
 * Proposals of the outbox, and those of folders or mboxes whose mails left by other ways. Those whose commit is not in the repository are
 * told apart.
 */
export async function readSentProposals(
  workspace: Workspace,
  places: readonly string[],
): Promise<{ readonly proposals: readonly KnownProposal[]; readonly unread: readonly string[] }> {
  const candidates = [...(await readOutbox(workspace)), ...(await readPlaces(places))];
  const byId = new Map(candidates.map((each) => [each.messageId, each]));
  const proposals: KnownProposal[] = [];
  const unread: string[] = [];
  for (const candidate of byId.values()) {
    const commit = await readOne(workspace, candidate.commit);
    if (commit === undefined) unread.push(candidate.commit);
    else proposals.push({ ...candidate, subject: commit.subject });
  }
  return { proposals, unread };
}

async function readOne({ repository }: Workspace, sha: string): Promise<Commit | undefined> {
  const known = await repository.resolve(sha);
  return known === undefined ? undefined : readCommit(repository, known);
}

async function readOutbox({ storeFolder }: Workspace): Promise<readonly Candidate[]> {
  const outbox = await openOutbox({ folder: storeFolder, mode: 'read' });
  try {
    const sent = outbox?.listSent().filter(({ matter }) => /^(?:propose|failure) /.test(matter)) ?? [];
    return sent.flatMap(({ messageId, commit, detail, at }) =>
      commit === undefined ? [] : [{ messageId, commit, at, digest: digestOf(detail), branches: [] }],
    );
  } finally {
    outbox?.close();
  }
}

/** See `inside`. */
function digestOf(detail: string): string | undefined {
  const id = /^in <(.+)>$/.exec(detail)?.[1];
  return id !== undefined && inside(id) === detail ? id : undefined;
}

async function readPlaces(places: readonly string[]): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const place of places)
    for (const raw of await readMails(place)) {
      const { messageId, commit, date } = buildOutgoing(raw);
      if (commit === undefined) continue;
      const answers = readHeaders(raw).find(([name]) => name === 'x-autosel-branches')?.[1] ?? '';
      const branches = answers.split(',').flatMap((each) => each.trim().split('=')[0] || []);
      found.push({ messageId, commit, at: Math.floor(date), digest: undefined, branches });
    }
  return found;
}

/** Whose word decides about a commit: asked once a commit. */
export async function makeDeciders(
  { repository, config }: Workspace,
  surroundings: { readonly mainline: string; readonly now: number },
): Promise<(commit: string) => Promise<Deciders>> {
  const asOf = new Date(surroundings.now * 1000).toISOString();
  const index = await readKeepers(repository, { mainline: surroundings.mainline, asOf });
  const keepers = [config.mail.from].flatMap((text) => (text === undefined ? [] : (readAddress(text) ?? [])));
  const known = new Map<string, Deciders>();
  return async (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const sha = parseSha(id);
    const commit = await readCommit(repository, sha);
    const patch = parsePatch(await repository.mailPatch(sha));
    const deciders: Deciders = {
      keepers,
      author: { name: commit.author.name, email: commit.author.email },
      trailers: commit.body.split('\n').filter((line) => /^[\w-]+-by:/i.test(line)),
      maintainers: index === undefined ? [] : findPeople(index, patch),
    };
    known.set(id, deciders);
    return deciders;
  };
}
