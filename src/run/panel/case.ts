import { gatherFacts, type MailView } from '../../evidence/index.ts';
import { UnjudgeableError } from '../../errors.ts';
import type { Commit, Ref, Sha } from '../../git/index.ts';
import {
  buildMaskedBody,
  findThread,
  type CommitFinder,
  type DocumentationIndex,
  type History,
  type HistoryStore,
  type MailIndex,
  type Neighbour,
  type SearchIndex,
} from '../../history/index.ts';
import {
  buildDossier,
  buildTools,
  type CheckContext,
  type Dossier,
  type DossierInput,
  type Guidance,
  type PanelTool,
  type Toolbox,
} from '../../panel/index.ts';
import { readCheckContext } from '../references/check-context.ts';
import { isoDate } from '../dates.ts';
import type { Bench, Draft } from '../judge.ts';
import { walkNeighbours } from '../neighbours.ts';
import { readChanges } from '../read-views.ts';
import type { Workspace } from '../workspace.ts';
import { shareCalls } from './share-calls.ts';
import type { SharedReading } from './share-reading.ts';

/** What is the same for all commits of a run. */
export interface CaseTable {
  /** Its repository keeps what is read of commits that are being judged. */
  readonly workspace: Workspace;
  readonly readAhead: SharedReading['readAhead'];
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly search: SearchIndex;
  readonly refs: readonly Ref[];
  readonly finder: CommitFinder;
  /** Read when somebody first asks for it. */
  readonly docs: () => Promise<DocumentationIndex>;
  /** Undefined where no archive was named. */
  readonly mails: MailIndex | undefined;
  readonly guidance: readonly Guidance[];
  /** Leaves out what gives the decision away. */
  readonly masked: boolean;
  /** Tokens of a dossier, estimated. */
  readonly tokens: number;
}

/** One commit, ready to be judged. */
export interface PanelCase {
  readonly dossier: Dossier;
  readonly tools: readonly PanelTool[];
  /** Facts that members find are added to it. */
  readonly context: CheckContext;
}

/** Bytes of a patch that members may see and quote. */
const MOST_PATCH = 1024 * 1024;
const PRECEDENTS = 20;
const PASSAGES = 3;
/** Lines of one passage: the beginning of a section says what it is about, and a tool reads the rest. */
const PASSAGE_LINES = 40;

/** @throws UnjudgeableError when the commit cannot be read. */
export async function buildCase(table: CaseTable, draft: Draft): Promise<PanelCase> {
  const { workspace, bench, guidance, masked, tokens } = table;
  const { row, facts, branches, score } = draft;
  const commit = await readCommit(workspace, draft.commit.sha);
  const dossier = buildDossier({
    commit: {
      sha: commit.sha,
      subject: commit.subject,
      body: commit.body,
      author: `${commit.author.name} <${commit.author.email}>`,
      date: isoDate(commit.committer.time),
    },
    patch: await readPatchText(workspace, { sha: commit.sha, paths: draft.commit.paths }),
    ...{ facts, branches, guidance, masked, tokens },
    precedents: await similarTo(table, bench.history, { row, asOf: bench.asOf, limit: PRECEDENTS }),
    passages: await findPassages(table, commit),
    mail: table.mails === undefined ? undefined : await findThread(table.mails, draft.commit, bench.asOf),
    triage: score?.probability,
  });
  const context = await readCheckContext(workspace, bench, { row, facts: dossier.facts, branches });
  return { dossier, tools: shareCalls(buildTools(layToolbox(table, commit.sha))), context };
}

async function readCommit({ repository }: Workspace, sha: Sha): Promise<Commit> {
  for await (const read of repository.commits([sha])) if (read.kind === 'commit') return read;
  throw new UnjudgeableError('unread-commit', `the commit ${sha.slice(0, 12)} cannot be read`);
}

async function readPatchText(
  { repository }: Workspace,
  { sha, paths }: { readonly sha: Sha; readonly paths: readonly string[] },
): Promise<DossierInput['patch']> {
  for await (const read of repository.patches([sha], { maxBytes: MOST_PATCH })) {
    if (read.kind === 'patch') return { text: read.bytes.toString('utf8'), cut: read.cut, paths };
    throw new UnjudgeableError('unread-patch', `the patch of ${sha.slice(0, 12)} cannot be read: ${read.why}`);
  }
  throw new UnjudgeableError('unread-patch', `the patch of ${sha.slice(0, 12)} cannot be read`);
}

interface Wanted {
  readonly row: number;
  readonly asOf: number;
  readonly limit: number;
}

/** In the history that is given: for tools it is one in which the own decision is not known. */
async function similarTo(
  table: CaseTable,
  history: History,
  { row, asOf, limit }: Wanted,
): Promise<readonly Neighbour[]> {
  const { workspace, search } = table;
  const bench = { ...table.bench, history, asOf };
  for await (const { neighbours } of walkNeighbours({ workspace, bench, search, limit }, [history.commits[row].sha]))
    return neighbours;
  return [];
}

async function findPassages({ docs }: CaseTable, commit: Commit): Promise<DossierInput['passages']> {
  const index = await docs();
  const hits = index.search(`${commit.subject} stable backport`, PASSAGES);
  return hits.map(({ path, from, to, heading, text }) => ({
    source: `git show ${index.revision.slice(0, 12)}:${path} (lines ${from}-${Math.min(to, from + PASSAGE_LINES - 1)})`,
    title: heading === '' ? path : heading,
    text: text.split('\n').slice(0, PASSAGE_LINES).join('\n'),
  }));
}

function layToolbox(table: CaseTable, sha: Sha): Toolbox {
  const { workspace, bench, refs, finder, docs, mails } = table;
  const { repository } = workspace;
  return {
    ...{ repository, refs, finder, docs, sha, history: bench.history, asOf: bench.asOf, onto: bench.onto },
    hideOwnDecision: true,
    ...(table.masked ? { mask: ({ body }: Commit) => buildMaskedBody(body) } : {}),
    facts: async ({ history, row, asOf }) => {
      const changes = await readChanges(workspace, { history, asOf, rows: [row] });
      const mail: MailView | undefined = bench.mail;
      return gatherFacts({ history, row, asOf, lists: bench.lists, mail, coming: bench.coming, change: changes(row) });
    },
    similar: ({ history, row, asOf, limit }) => similarTo(table, history, { row, asOf, limit }),
    ...(mails === undefined ? {} : { mail: mails }),
  };
}
