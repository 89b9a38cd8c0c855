/**
 * Makes a small but real git repository by program: Harbour, three years of an invented project with releases,
 * series, fixes, reverts and four stable branches. Every run makes the same ids.
 */
import { MAINTAINER, STABLE_KEEPER } from './demo/cast.ts';
import type { Author } from './demo/cast.ts';
import { openImporter } from './demo/fast-import.ts';
import type { Importer } from './demo/fast-import.ts';
import { renderMessage, renderPick, renderStableRevert } from './demo/message.ts';
import { DAY, RELEASES, START, tellStory } from './demo/story.ts';
import type { StoryCommit } from './demo/story.ts';
import { STABLE_BRANCHES, decideWanted, planStable } from './demo/stable.ts';
import type { StablePlan } from './demo/stable.ts';
import { applyEdits, changedFiles } from './demo/tree.ts';
import type { Edit, Tree } from './demo/tree.ts';

export interface DemoRepository {
  readonly dir: string;
  readonly mainlineCommits: number;
  readonly stableCommits: number;
  readonly branches: readonly string[];
  /** A range of mainline whose newer part is not decided yet. */
  readonly range: string;
}

const SEED = 1852;

interface Landed {
  readonly id: string;
  readonly message: string;
}

interface Mainline {
  readonly story: readonly StoryCommit[];
  readonly landed: ReadonlyMap<StoryCommit, Landed>;
  /** Where a final release was made: its commit, the files then, and how much of the story was told. */
  readonly releases: ReadonlyMap<
    string,
    { readonly id: string; readonly tree: Tree; readonly told: number; readonly day: number }
  >;
}

/** Writes a bare repository into `dir`, which must be empty or absent. */
export async function buildDemoRepository(dir: string): Promise<DemoRepository> {
  const importer = openImporter(dir);
  const mainline = await importMainline(importer);
  const wanted = decideWanted(mainline.story, SEED + 1);
  let stableCommits = 0;
  for (const [at, plan] of STABLE_BRANCHES.entries()) {
    stableCommits += await importStable(importer, { plan, mainline, wanted, seed: SEED + 2 + at });
  }
  await importer.close();
  return {
    dir,
    mainlineCommits: mainline.story.length,
    stableCommits,
    branches: STABLE_BRANCHES.map(({ name }) => name),
    range: 'v2.3..v3.0',
  };
}

const by = (who: Author, time: number) => ({ who, time });

function change(tree: Tree, edits: readonly Edit[]): Tree {
  const next = applyEdits(tree, edits);
  if (next === undefined) throw new Error(`edits of ${edits[0].path} do not fit`);
  return next;
}

async function importMainline(importer: Importer): Promise<Mainline> {
  const story = tellStory(SEED);
  const landed = new Map<StoryCommit, Landed>();
  const releases = new Map<string, { id: string; tree: Tree; told: number; day: number }>();
  const tags = planTags();
  let tree: Tree = new Map();
  let tip: string | undefined;
  let seriesBase: string | undefined;
  for (const [told, commit] of story.entries()) {
    for (; tags.length > 0 && tags[0].time <= commit.time && !isInsideSeries(commit); tags.shift()) {
      const [{ name, time, day }] = tags;
      importer.tag({ name, target: String(tip), by: by(MAINTAINER, time) });
      releases.set(name, { id: String(tip), tree, told, day });
    }
    const next = change(tree, commit.edits);
    const message = renderMessage(commit, (other) => String(landed.get(other)?.id));
    const files = changedFiles(tree, next);
    if (commit.series?.part === 1) seriesBase = tip;
    const author = by(commit.author, commit.authorTime);
    const committer = by(MAINTAINER, commit.time);
    const id = await importer.commit({ branch: 'main', author, committer, message, parent: tip, files });
    landed.set(commit, { id, message });
    tree = next;
    tip = isLastOfSeries(commit)
      ? await importMerge(importer, { commit, base: String(seriesBase), topic: id, tree })
      : id;
    if (told === 0) importer.tag({ name: 'v1.0', target: tip, by: by(MAINTAINER, commit.time + 60) });
  }
  return { story, landed, releases };
}

const isInsideSeries = ({ series }: StoryCommit): boolean => series !== undefined && series.part > 1;
const isLastOfSeries = ({ series }: StoryCommit): boolean => series !== undefined && series.part === series.of;

function planTags(): { name: string; time: number; day: number }[] {
  return RELEASES.flatMap(([name, day]) => [
    { name: `${name}-rc1`, time: START + (day - 28) * DAY, day: day - 28 },
    { name: `${name}-rc2`, time: START + (day - 14) * DAY, day: day - 14 },
    { name, time: START + day * DAY, day },
  ]);
}

/** Merges a series into the line it started from, as a maintainer who collects topics does. */
async function importMerge(
  importer: Importer,
  merge: { readonly commit: StoryCommit; readonly base: string; readonly topic: string; readonly tree: Tree },
): Promise<string> {
  const stamp = by(MAINTAINER, merge.commit.time + 60);
  return importer.commit({
    branch: 'main',
    author: stamp,
    committer: stamp,
    message: `Merge the ${merge.commit.series?.title}\n`,
    parent: merge.base,
    merged: merge.topic,
    files: changedFiles(new Map(), merge.tree),
  });
}

async function importStable(
  importer: Importer,
  work: {
    readonly plan: StablePlan;
    readonly mainline: Mainline;
    readonly wanted: ReadonlySet<StoryCommit>;
    readonly seed: number;
  },
): Promise<number> {
  const { plan, mainline, wanted, seed } = work;
  const start = mainline.releases.get(plan.release);
  if (start === undefined) throw new Error(`${plan.release} was not released`);
  const later = mainline.story.slice(start.told);
  const picked = new Map<StoryCommit, string>();
  let [tree, tip, count] = [start.tree, start.id, 0];
  for (const step of planStable(plan, { seed, wanted, later, tree: start.tree, day: start.day })) {
    if (step.kind === 'release') {
      importer.tag({ name: step.name, target: tip, by: by(STABLE_KEEPER, step.time) });
      continue;
    }
    const { id: upstream, message: original } = mainline.landed.get(step.of)!;
    const revert = step.kind === 'revert';
    const message = revert
      ? renderStableRevert(step.of.subject, String(picked.get(step.of)))
      : renderPick(original, { upstream, style: plan.style });
    const next = change(tree, step.edits);
    tip = await importer.commit({
      branch: plan.name,
      author: revert ? by(STABLE_KEEPER, step.time) : by(step.of.author, step.of.authorTime),
      committer: by(STABLE_KEEPER, step.time),
      message,
      parent: tip,
      files: changedFiles(tree, next),
    });
    if (!revert) picked.set(step.of, tip);
    tree = next;
    count += 1;
  }
  return count;
}

if (import.meta.main) {
  const [, , dir] = process.argv;
  if (dir === undefined) throw new Error('name an empty folder');
  console.log(await buildDemoRepository(dir));
}
