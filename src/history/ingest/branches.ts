import { parseMessage } from '../../git/index.ts';
import type { CommitGraph, Repository, Sha } from '../../git/index.ts';
import { UsageError } from '../../errors.ts';
import { findStagedBranch, judgeCandidate, judgeInFamily, needsSubjects } from '../branches/judge.ts';
import type { CandidateFacts } from '../branches/judge.ts';
import type { Candidate } from '../branches/candidates.ts';
import { foldSubject } from '../upstream/mainline.ts';
import type { HistoryStore, SeenBranch } from '../store/index.ts';
import { walkUntilStopped } from './stop.ts';
import type { Survey } from './survey.ts';

/** A stable branch in the graph. */
export interface FoundBranch {
  readonly candidate: Candidate;
  readonly base: Sha;
  /** Graph positions of the non-merge commits that mainline lacks, parents before children. */
  readonly ahead: readonly number[];
  /** One byte for each commit of the graph: 1 where the branch reaches it. */
  readonly reach: Uint8Array;
  readonly why: string;
}

export interface FoundBranches {
  readonly stable: readonly FoundBranch[];
  readonly seen: readonly SeenBranch[];
}

export interface BranchSearch {
  readonly repository: Repository;
  readonly store: Pick<HistoryStore, 'loadLinks'>;
  readonly survey: Survey;
  readonly graph: CommitGraph;
  /** One byte for each commit of the graph: 1 where mainline reaches it. */
  readonly mainline: Uint8Array;
  /** Commits that the store holds, made as they would be made today. */
  readonly known: ReadonlySet<Sha>;
  readonly signal: AbortSignal | undefined;
}

/** Tells the stable branches among the candidates by what they hold. UsageError `no-stable-branch` when there is none. */
export async function findBranches(search: BranchSearch): Promise<FoundBranches> {
  const places = search.survey.candidates.map((candidate) => placeBranch(search, candidate));
  const notes = await readNotes(search, collectAhead(search.graph, places));
  let subjects: ReadonlySet<string> | undefined;
  const judged: { readonly place: Place; readonly facts: CandidateFacts }[] = [];
  for (const place of places) {
    const facts = countFacts(search, place, notes);
    if (needsSubjects(facts)) subjects ??= await readMainlineSubjects(search);
    judged.push({
      place,
      facts: { ...facts, onMainline: subjects && countOnMainline(search.graph, { place, notes, subjects }) },
    });
  }
  return chooseStable(search, judged);
}

function chooseStable(
  search: BranchSearch,
  judged: readonly { readonly place: Place; readonly facts: CandidateFacts }[],
): FoundBranches {
  const alone = judged.map(({ place, facts }) => ({ place, facts, ...judgeCandidate(facts) }));
  const grown = alone.filter(({ stable }) => stable).map(({ facts }) => facts);
  const verdicts = alone.map((verdict) =>
    verdict.stable ? verdict : Object.assign(verdict, judgeInFamily(verdict.facts, grown)),
  );
  const good = verdicts.filter(({ stable }) => stable).map(({ facts }) => facts);
  const stable: FoundBranch[] = [];
  const seen: SeenBranch[] = [];
  for (const { place, facts, stable: isStable, why } of verdicts) {
    const { candidate, base, ahead, reach } = place;
    const staged = isStable ? findStagedBranch(facts, good) : undefined;
    if (staged !== undefined)
      seen.push({ name: candidate.name, why: `it is the staging branch of ${staged.candidate.name}` });
    else if (isStable && base !== undefined)
      stable.push({ candidate, base: search.graph.sha(base), ahead, reach, why });
    else seen.push({ name: candidate.name, why });
  }
  if (stable.length === 0) throw buildNoStableBranch(seen);
  return { stable, seen };
}

function buildNoStableBranch(seen: readonly SeenBranch[]): UsageError {
  const shown = seen.slice(0, 8).map(({ name, why }) => `${name} (${why})`);
  const more = seen.length > shown.length ? ` and ${seen.length - shown.length} more` : '';
  const list = shown.length === 0 ? 'no branch with a version in its name' : shown.join('; ') + more;
  return new UsageError(
    'no-stable-branch',
    `no stable branch found: name them with --stable NAME or --stable 'PATTERN-*', seen: ${list}`,
  );
}

interface Place {
  readonly candidate: Candidate;
  readonly base: number | undefined;
  readonly ahead: readonly number[];
  readonly reach: Uint8Array;
}

function placeBranch({ graph, mainline }: BranchSearch, candidate: Candidate): Place {
  const tip = graph.indexOf(candidate.ref.target);
  if (tip === undefined) throw new Error(`the graph lacks ${candidate.ref.name}`);
  const reach = graph.reach(tip);
  const ahead = graph.ahead(tip, mainline).filter((index) => !graph.isMerge(index));
  return { candidate, base: firstShared(reach, mainline), ahead: ahead.reverse(), reach };
}

/** The newest commit that both reach: nothing that both reach descends from it, so it is a merge base. */
function firstShared(a: Uint8Array, b: Uint8Array): number | undefined {
  const found = a.findIndex((reached, index) => reached === 1 && b[index] === 1);
  return found < 0 ? undefined : found;
}

/** What telling branches apart needs of a message. */
interface Note {
  readonly subject: string;
  readonly referenced: boolean;
}

function collectAhead(graph: CommitGraph, places: readonly Place[]): readonly Sha[] {
  const indexes = new Set(places.flatMap(({ ahead }) => ahead));
  return [...indexes].map((index) => graph.sha(index));
}

async function readNotes(search: BranchSearch, shas: readonly Sha[]): Promise<ReadonlyMap<Sha, Note>> {
  const notes = new Map<Sha, Note>();
  for (const link of await search.store.loadLinks(shas.filter((sha) => search.known.has(sha)))) {
    notes.set(link.sha, { subject: foldSubject(link.subject), referenced: link.facts.upstream.length > 0 });
  }
  const missing = shas.filter((sha) => !notes.has(sha));
  for await (const commit of walkUntilStopped(search.repository.commits(missing), search.signal)) {
    if (commit.kind === 'unread') continue;
    const { upstream } = parseMessage(commit.subject, commit.body);
    notes.set(commit.sha, { subject: foldSubject(commit.subject), referenced: upstream.length > 0 });
  }
  return notes;
}

async function readMainlineSubjects(search: BranchSearch): Promise<ReadonlySet<string>> {
  const { graph, mainline } = search;
  const shas: Sha[] = [];
  for (let index = 0; index < graph.size; index += 1)
    if (mainline[index] === 1 && !graph.isMerge(index)) shas.push(graph.sha(index));
  const notes = await readNotes(search, shas);
  return new Set([...notes.values()].map(({ subject }) => subject));
}

function countFacts(
  { graph, survey }: BranchSearch,
  place: Place,
  notes: ReadonlyMap<Sha, Note>,
): Omit<CandidateFacts, 'onMainline'> {
  const { candidate, base, ahead } = place;
  const sha = base === undefined ? undefined : graph.sha(base);
  return {
    candidate,
    base: sha,
    baseIsMainlineTip: sha === survey.mainline.ref.target,
    ahead: ahead.length,
    referenced: ahead.filter((index) => notes.get(graph.sha(index))?.referenced === true).length,
  };
}

function countOnMainline(
  graph: CommitGraph,
  parts: { readonly place: Place; readonly notes: ReadonlyMap<Sha, Note>; readonly subjects: ReadonlySet<string> },
): number {
  const { place, notes, subjects } = parts;
  return place.ahead.filter((index) => subjects.has(notes.get(graph.sha(index))?.subject ?? '')).length;
}
