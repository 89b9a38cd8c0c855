import { UsageError } from '../../errors.ts';
import {
  listPaths,
  parsePatch,
  writeBranch,
  type Commit,
  type NewCommit,
  type ReferenceStyle,
  type Sha,
} from '../../git/index.ts';
import { groupReviews, judgeReviews } from '../../history/index.ts';
import { buildQueueMessage, nameQuiltPatches, parseAddress, renderQuiltPatch } from '../../mail/index.ts';
import { readCommit } from '../read-commit.ts';
import { refuseForBranch } from '../consent.ts';
import { writeFiles } from '../files.ts';
import { makeModes } from '../modes.ts';
import { pickBranch, type PickedBranch } from './pick-branch.ts';
import type { QueueSelection } from './queue-selection.ts';
import { makeReferenceStyle } from '../reference-style.ts';
import { withoutProposals } from '../series.ts';
import type { BranchSeries, SeriesCommit } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { plural } from '../../plural.ts';

/** Where a queue goes: a new branch of a repository, or a folder for quilt. */
export type QueueTarget =
  | { readonly kind: 'branch'; readonly dir: string; readonly name: string }
  | { readonly kind: 'quilt'; readonly folder: string };

export interface QueueRequest {
  /** The stable branch, as the selection names it. */
  readonly branch: string;
  readonly selection: QueueSelection;
  readonly target: QueueTarget;
  /** How a commit names its original; undefined: as `mail.reference` says, else as the branch does. */
  readonly style: ReferenceStyle | undefined;
  /** True: the person takes what nobody has dropped as accepted. */
  readonly yes: boolean;
  /** True: the last line of each message is signed by `mail.from` of the config. */
  readonly signOff: boolean;
}

/** With the style that it comes to. */
type StyledRequest = QueueRequest & { readonly style: ReferenceStyle };

export interface QueuedCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly role: SeriesCommit['role'];
  /** The new commit; undefined in a folder for quilt. */
  readonly commit: Sha | undefined;
  /** The patch's file in a folder for quilt. */
  readonly file: string | undefined;
}

/** What `queue --json` prints. */
export interface QueueAnswer {
  readonly branch: string;
  /** The commit that the queue starts from. */
  readonly tip: Sha;
  readonly target: QueueTarget;
  /** In the order of mainline, prerequisites before what needs them. */
  readonly queued: readonly QueuedCommit[];
  /** Proposals that are not in it, and why. */
  readonly left: readonly { readonly sha: Sha; readonly subject: string; readonly why: string }[];
}

/**
 * Picks what a selection has for one branch onto that branch, and writes the picks as a new branch or as a folder for quilt.
 * @throws UsageError for a branch that the selection has nothing for, and those of {@link writeBranch} and {@link writeFiles}.
 */
export async function runQueue(workspace: Workspace, asked: QueueRequest): Promise<QueueAnswer> {
  const style = asked.style ?? makeReferenceStyle(workspace, asked.selection.customs)(asked.branch);
  const request: StyledRequest = { ...asked, style };
  const found = await findSeries(workspace, request);
  const refused = await findRefused(workspace, found, request);
  const series = withoutProposals(found, new Set(refused.map(({ sha }) => sha)));
  const picked = await pickBranch(workspace, series);
  try {
    const plans = await planCommits(workspace, request, picked);
    const queued = await write(workspace, { request, tip: picked.series.tip, plans });
    const adapt = series.adapt.map((sha) => ({ sha, why: 'it must be adapted to the branch' }));
    const named = [...refused, ...adapt].map(async ({ sha, why }) => ({
      ...{ sha, why },
      subject: await readSubject(workspace, sha),
    }));
    const left = [...(await Promise.all(named)), ...picked.left];
    return { branch: request.branch, tip: picked.series.tip, target: request.target, queued, left };
  } finally {
    await picked.close();
  }
}

/** The branch may have moved since it was looked at: the picks are made onto what it is now. */
async function findSeries({ repository, note }: Workspace, { branch, selection }: QueueRequest): Promise<BranchSeries> {
  const found = selection.series.find((each) => each.branch === branch);
  if (found === undefined) {
    const names = selection.series.map((each) => each.branch).join(', ');
    throw new UsageError(
      'nothing-for-branch',
      `the selection of ${selection.range} has nothing for ${branch}; it has something for: ${names || 'no branch'}`,
    );
  }
  const now = (await repository.resolve(`refs/heads/${branch}`)) ?? found.tip;
  if (now !== found.tip)
    note(
      `autosel: ${branch} has moved from ${found.tip.slice(0, 12)} to ${now.slice(0, 12)} since: picked onto what it is now`,
    );
  return { ...found, tip: now };
}

interface Refused {
  readonly sha: Sha;
  readonly subject: string;
  readonly why: string;
}

/** Proposals that people or their subsystem do not want there, or have not accepted. */
async function findRefused(
  { repository, config, reviews }: Workspace,
  { branch, commits }: BranchSeries,
  { yes }: QueueRequest,
): Promise<readonly Refused[]> {
  const said = groupReviews(reviews);
  const modeOf = makeModes(config.subsystems);
  const proposals = commits.filter(({ role }) => role === 'proposal');
  const refused: Refused[] = [];
  for (const { sha } of proposals) {
    const { author, subject } = await readCommit(repository, sha);
    const paths = config.subsystems.length === 0 ? [] : listPaths(parsePatch(await repository.mailPatch(sha)));
    const standing = judgeReviews(said.get(sha) ?? [], branch);
    const why = refuseForBranch({ standing, mode: modeOf({ paths, author }), yes })?.why;
    if (why !== undefined) refused.push({ sha, subject, why });
  }
  if (refused.length > 0 && refused.length === proposals.length) throw buildNothing(branch, refused);
  return refused;
}

function buildNothing(branch: string, refused: readonly Refused[]): UsageError {
  const [first] = refused;
  return new UsageError(
    'nothing-accepted',
    `${branch} gets none of its ${plural(refused.length, 'proposal')}. The first, ${first?.sha.slice(0, 12) ?? ''} ("${first?.subject ?? ''}"): ${first?.why ?? ''}`,
  );
}

interface Plan extends NewCommit {
  readonly commit: Commit;
  readonly role: SeriesCommit['role'];
}

async function planCommits(
  { repository, config }: Workspace,
  { style, signOff }: StyledRequest,
  { steps, patch }: PickedBranch,
): Promise<readonly Plan[]> {
  const signer = signOff ? parseAddress(config.mail.from ?? missingFrom()) : undefined;
  const plans: Plan[] = [];
  for (const { step, planned } of steps) {
    const commit = await readCommit(repository, step.commit);
    const message = buildQueueMessage({ commit, style, signer });
    plans.push({ commit, role: planned.role, author: commit.author, message, patch: await patch(step), tree: step.to });
  }
  return plans;
}

function missingFrom(): never {
  throw new UsageError('no-signer', '--signoff signs as mail.from of the config, which is not set');
}

interface Writing {
  readonly request: StyledRequest;
  readonly tip: Sha;
  readonly plans: readonly Plan[];
}

async function write(workspace: Workspace, writing: Writing): Promise<readonly QueuedCommit[]> {
  const { request, tip, plans } = writing;
  if (request.target.kind === 'quilt') return writeQuilt(workspace, request.target.folder, writing);
  const { dir, name } = request.target;
  const { from } = workspace.config.mail;
  const committer = from === undefined ? undefined : parseAddress(from);
  const shas = await writeBranch({ dir, name, onto: tip, commits: plans, committer, signal: workspace.signal });
  return plans.map(({ commit, role }, at) => ({ ...nameOf(commit), role, commit: shas[at], file: undefined }));
}

const nameOf = ({ sha, subject }: Commit): Pick<QueuedCommit, 'sha' | 'subject'> => ({ sha, subject });

async function writeQuilt({ config }: Workspace, folder: string, { request, plans }: Writing) {
  const names = nameQuiltPatches(plans.map(({ commit }) => commit.subject));
  const signer = request.signOff ? parseAddress(config.mail.from ?? missingFrom()) : undefined;
  await writeFiles(
    folder,
    [
      ...plans.map(({ commit, patch }, at) => ({
        name: names[at],
        content: piece(renderQuiltPatch({ commit, style: request.style, signer, patch })),
      })),
      { name: 'series', content: names.map((name) => `${name}\n`).join('') },
    ],
    { sweep: /\.patch$/ },
  );
  return plans.map(({ commit, role }, at) => ({ ...nameOf(commit), role, commit: undefined, file: names[at] }));
}

async function* piece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const readSubject = async ({ repository }: Workspace, sha: Sha): Promise<string> =>
  (await readCommit(repository, sha)).subject;
