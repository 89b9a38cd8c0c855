import type { ObjectReader } from './cat-file.ts';
import { readCommits } from './commits.ts';
import type { PickRequest } from './pick-types.ts';
import { parseSha } from './sha.ts';
import type { Commit, Sha, Unread } from './types.ts';

/** A commit as a change of trees. */
export interface Step {
  readonly sha: Sha;
  readonly base: Sha;
  readonly theirs: Sha;
}

/** A request as changes of trees, in the order picked. */
export interface PickPlan {
  readonly request: PickRequest;
  /** The tree that the first step is picked onto. */
  readonly onto: Sha;
  readonly steps: readonly Step[];
}

/** Plans in the order asked; a reason where a commit cannot be read or picked. */
export async function planPicks(
  reader: ObjectReader,
  batch: readonly PickRequest[],
): Promise<readonly (PickPlan | string)[]> {
  const known = new Map<Sha, Commit | Unread>();
  await readInto(
    known,
    reader,
    batch.flatMap(({ commit, onto, first = [] }) => [commit, onto, ...first]),
  );
  const parents = [...known.values()].flatMap((found) =>
    found.kind === 'commit' && found.parents.length === 1 ? found.parents : [],
  );
  await readInto(known, reader, parents);
  return batch.map((request) => planPick(known, request));
}

/** One commit as a change of trees, and where a series that begins at another one starts; a reason where they cannot be read. */
export async function readStep(
  reader: ObjectReader,
  request: Pick<PickRequest, 'commit' | 'onto'>,
): Promise<{ readonly step: Step; readonly onto: Sha } | string> {
  const [plan] = await planPicks(reader, [request]);
  return typeof plan === 'string' ? plan : { step: plan.steps[0], onto: plan.onto };
}

async function readInto(known: Map<Sha, Commit | Unread>, reader: ObjectReader, shas: readonly Sha[]): Promise<void> {
  const wanted = new Set(shas.map(parseSha).filter((sha) => !known.has(sha)));
  for await (const found of readCommits(reader, wanted)) known.set(found.sha, found);
}

type Known = ReadonlyMap<Sha, Commit | Unread>;

function planPick(known: Known, request: PickRequest): PickPlan | string {
  const onto = treeOf(known, request.onto);
  if (onto.why !== undefined) return onto.why;
  const steps: Step[] = [];
  for (const sha of [...(request.first ?? []), request.commit]) {
    const step = planStep(known, sha);
    if (typeof step === 'string') return step;
    steps.push(step);
  }
  return { request, onto: onto.tree, steps };
}

function planStep(known: Known, sha: Sha): Step | string {
  const own = known.get(sha);
  if (own?.kind !== 'commit') return `commit ${sha}: ${own?.why ?? 'it was not read'}`;
  const [parent, ...others] = own.parents;
  if (parent === undefined) return `commit ${sha} is a root commit: there is nothing before it to compare with`;
  if (others.length > 0) return `commit ${sha} is a merge: which side it was made for is not known`;
  const base = treeOf(known, parent);
  return base.why ?? { sha, base: base.tree, theirs: own.tree };
}

function treeOf(known: Known, sha: Sha): { readonly tree: Sha; readonly why?: undefined } | { readonly why: string } {
  const found = known.get(sha);
  return found?.kind === 'commit' ? { tree: found.tree } : { why: `commit ${sha}: ${found?.why ?? 'it was not read'}` };
}
