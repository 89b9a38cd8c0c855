import { AUTHORS, MODULES, REPORTERS, VERBS } from './cast.ts';
import type { Author, Module } from './cast.ts';
import { CHORES, firstBlocks } from './chores.ts';
import type { Defect, Repair, Scene } from './defects.ts';
import { makeDice } from './dice.ts';
import type { Dice } from './dice.ts';
import { MEMORY_DEFECTS } from './memory-defects.ts';
import { OTHER_DEFECTS } from './other-defects.ts';
import { applyEdits, invertEdits } from './tree.ts';
import type { Edit, Tree } from './tree.ts';

export const DAY = 86_400;
/** 10 January 2022, 08:00 UTC. */
export const START = 1_641_801_600;
const LENGTH = 1100 * DAY;
/** Mean time between two pieces of work. */
const PACE = 1.6 * DAY;

/** Final releases with the day they are made on; candidates come four and two weeks before. */
export const RELEASES: readonly (readonly [name: string, day: number])[] = [
  ...([
    ['v1.1', 120],
    ['v1.2', 240],
    ['v2.0', 345],
    ['v2.1', 545],
  ] as const),
  ...([
    ['v2.2', 745],
    ['v2.3', 915],
    ['v3.0', 1088],
  ] as const),
];

/** One commit of mainline, before it has an id. */
export interface StoryCommit {
  readonly kind: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly edits: readonly Edit[];
  readonly author: Author;
  readonly authorTime: number;
  readonly time: number;
  readonly fixes?: StoryCommit | undefined;
  readonly reverts?: StoryCommit;
  readonly reporter?: Author | undefined;
  /** `Cc:` to the stable list: its note, or `no` for an author who asks to leave the commit out. */
  readonly stable?: { readonly note: string; readonly no: boolean } | undefined;
  /** How likely a keeper of a stable branch takes it. */
  readonly wanted: number;
  /** Set on every commit of a series: the title that it is merged with, and whether it is the last one. */
  readonly series?: { readonly title: string; readonly part: number; readonly of: number };
}

const DEFECTS = [...MEMORY_DEFECTS, ...OTHER_DEFECTS];

interface Fault {
  readonly scene: Scene;
  readonly defect: Defect;
  readonly repair: Repair;
  readonly later: readonly Repair[];
  readonly origin: StoryCommit;
}

interface World {
  readonly dice: Dice;
  tree: Tree;
  faults: Fault[];
  readonly commits: StoryCommit[];
}

/** The same mainline every time, oldest commit first: about 700 commits in three years. */
export function tellStory(seed: number): readonly StoryCommit[] {
  const world: World = { dice: makeDice(seed), tree: new Map(), faults: [], commits: [] };
  importEverything(world);
  for (let time = START + DAY; time < START + LENGTH; time += Math.ceil(-Math.log(1 - world.dice.roll()) * PACE)) {
    workOn(world, time);
  }
  return world.commits;
}

function workOn(world: World, time: number): void {
  const { dice } = world;
  const calm = RELEASES.some(([, day]) => time < START + day * DAY && time > START + (day - 28) * DAY);
  const choice = dice.roll();
  if (choice < (calm ? 0.05 : 0.22)) addFeature(world, time);
  else if (choice < (calm ? 0.07 : 0.32)) addSeries(world, time);
  else if (choice < 0.74) repairFault(world, time);
  else if (choice < 0.765) revertSomething(world, time);
  else doChore(world, time);
}

/** Adds the commit to the story if its edits fit; false otherwise. */
function land(world: World, commit: StoryCommit): boolean {
  const next = applyEdits(world.tree, commit.edits);
  if (next === undefined) return false;
  world.tree = next;
  world.commits.push(commit);
  return true;
}

function importEverything(world: World): void {
  const scenes = MODULES.flatMap((module) => Array.from({ length: 5 }, () => inventScene(world, module)));
  const distinct = new Map(scenes.map((scene) => [scene.fn, scene]));
  const arrivals = [...distinct.values()].map((scene) => ({ scene, defect: world.dice.pick(DEFECTS) }));
  const commit: StoryCommit = {
    kind: 'import',
    subject: 'harbour: first public version',
    paragraphs: ['Harbour watches the traffic of a small port: vessels, pilots, cranes, buoys and tides.'],
    edits: [
      { path: 'include/harbour.h', block: 'top', from: '', to: '/* harbour: shared declarations */\n#pragma once\n' },
      { path: 'README.md', block: 'top', from: '', to: '# Harbour\n\nA daemon for small ports. See docs/.\n' },
      ...MODULES.flatMap(firstBlocks),
      ...arrivals.flatMap(({ scene, defect }) => addFunction(scene, defect.code(scene))),
    ],
    author: AUTHORS[0],
    authorTime: START,
    time: START,
    wanted: 0,
  };
  if (!land(world, commit)) throw new Error('the first import does not fit');
  for (const { scene, defect } of arrivals) remember(world, { scene, defect, origin: commit });
}

function remember(world: World, { scene, defect, origin }: Pick<Fault, 'scene' | 'defect' | 'origin'>): void {
  const [repair, ...later] = defect.repairs(scene);
  world.faults.push({ scene, defect, repair, later, origin });
}

const addFunction = ({ module, fn }: Scene, code: string): Edit[] => [
  { path: module.path, block: fn, from: '', to: code },
];

function inventScene({ dice, tree }: World, module: Module): Scene {
  const object = dice.pick(module.objects);
  const plain = `${module.name}_${dice.pick(VERBS)}_${object}`;
  const taken = (name: string): boolean => tree.get(module.path)?.has(name) === true;
  let fn = plain;
  for (let more = 2; taken(fn); more += 1) fn = `${plain}${more}`;
  return { module, fn, object };
}

/** A function that is right, with a comment that may be misspelt. */
function cleanCode({ module: { name }, fn, object }: Scene, dice: Dice): string {
  const comment = dice.pick(['when one is recieved', 'after an error has occured', 'for the tests', 'for statistics']);
  return `/* Counts every ${object}, ${comment}. */\nu32 ${fn}(const struct ${name} *self)\n{\n\treturn self ? self->${object}_count * ${dice.between(2, 99)} : 0;\n}\n`;
}

function feature(world: World, work: { module: Module; author: Author; time: number }) {
  const { dice } = world;
  const { module, author, time } = work;
  const scene = inventScene(world, module);
  const defect = dice.chance(0.8) ? dice.pick(DEFECTS) : undefined;
  const commit: StoryCommit = {
    kind: 'feature',
    subject: `${module.prefix}: add ${scene.fn}()`,
    paragraphs: [
      `Users of ${module.about} need a way to ${scene.fn.split('_')[1]} each ${scene.object}.`,
      `Add ${scene.fn}() for it; the callers follow.`,
    ],
    edits: addFunction(scene, defect?.code(scene) ?? cleanCode(scene, dice)),
    author,
    authorTime: time - dice.between(1, 12) * DAY - dice.between(0, 9) * 3600,
    time,
    wanted: 0.012,
  };
  return { commit, scene, defect };
}

function addFeature(world: World, time: number): void {
  const made = feature(world, { module: world.dice.pick(MODULES), author: world.dice.pick(AUTHORS), time });
  if (!land(world, made.commit) || made.defect === undefined) return;
  remember(world, { scene: made.scene, defect: made.defect, origin: made.commit });
}

function addSeries(world: World, time: number): void {
  const { dice } = world;
  const module = dice.pick(MODULES);
  const author = dice.pick(AUTHORS);
  const of = dice.between(2, 4);
  const title = `rework of ${module.about}`;
  for (let part = 1; part <= of; part += 1) {
    const made = feature(world, { module, author, time: time + part * 60 });
    const commit = { ...made.commit, series: { title, part, of } };
    if (!land(world, commit)) throw new Error(`part ${part} of a series does not fit`);
    if (made.defect !== undefined) remember(world, { scene: made.scene, defect: made.defect, origin: commit });
  }
}

function repairFault(world: World, time: number): void {
  const { dice } = world;
  const known = world.faults.filter(({ origin }) => origin.time < time - 4 * DAY);
  if (known.length === 0) return;
  const recent = known.slice(-8);
  const fault = dice.pick(dice.chance(0.25) ? recent : known);
  world.faults = world.faults.filter((other) => other !== fault);
  const { scene, defect, later } = fault;
  const commit = repairCommit(world, fault, time);
  if (!land(world, commit) || later.length === 0) return;
  world.faults.push({ scene, defect, repair: later[0], later: later.slice(1), origin: commit });
}

function repairCommit({ dice }: World, fault: Fault, time: number): StoryCommit {
  const { scene, defect, repair, origin } = fault;
  const optOut = dice.chance(0.035);
  const tagged = !optOut && defect.wanted > 0.45 && dice.chance(defect.wanted * 0.38);
  const stable = optOut || tagged ? { note: stableNote(dice, origin, optOut), no: optOut } : undefined;
  return {
    kind: defect.kind,
    subject: `${scene.module.prefix}: ${repair.subject}`,
    paragraphs: dice.chance(0.8) ? [dice.pick(repair.why), repair.how] : [dice.pick(repair.why)],
    edits: [{ path: scene.module.path, block: scene.fn, from: repair.from, to: repair.to }],
    author: dice.pick(AUTHORS),
    authorTime: time - dice.between(0, 6) * DAY - dice.between(1, 20) * 1800,
    time,
    fixes: dice.chance(0.72) ? origin : undefined,
    reporter: dice.chance(0.3) ? dice.pick(REPORTERS) : undefined,
    stable,
    wanted: optOut ? 0 : tagged ? 0.97 : defect.wanted,
  };
}

function stableNote(dice: Dice, origin: StoryCommit, optOut: boolean): string {
  if (optOut) return 'needs the new locking of the next release';
  const day = (origin.time - START) / DAY;
  const since = RELEASES.find(([, releaseDay]) => releaseDay > day);
  return since !== undefined && dice.chance(0.4) ? `${since[0].slice(1)}+` : '';
}

function revertSomething(world: World, time: number): void {
  const { dice } = world;
  const kinds = new Set(['feature', 'performance', 'cleanup', 'wrong unit']);
  const recent = world.commits.filter((commit) => kinds.has(commit.kind) && commit.time > time - 45 * DAY);
  if (recent.length === 0) return;
  const target = dice.pick(recent);
  land(world, {
    kind: 'revert',
    subject: `Revert "${target.subject}"`,
    paragraphs: [
      dice.pick([
        'It breaks the nightly run on the test quay.',
        'Two users see hangs with it. Back to the old way until we know why.',
      ]),
    ],
    edits: invertEdits(target.edits),
    author: dice.pick(AUTHORS),
    authorTime: time - 3600,
    time,
    reverts: target,
    wanted: target.wanted > 0.4 ? 0.85 : 0.05,
  });
}

function doChore(world: World, time: number): void {
  const { dice } = world;
  let share = dice.roll();
  const [, make] = CHORES.find(([part]) => (share -= part) < 0) ?? CHORES[0];
  const module = dice.pick(MODULES);
  const chore = make(dice, module, world.tree);
  if (chore === undefined) return;
  const { kind, wanted, subject, body, edits } = chore;
  const author = dice.pick(AUTHORS);
  const stable = kind === 'device id' && dice.chance(0.25) ? { note: '', no: false } : undefined;
  const authorTime = time - dice.between(1, 48) * 3600;
  const commit = { kind, edits, author, authorTime, time, stable, wanted: stable ? 0.97 : wanted };
  land(world, { ...commit, subject: `${module.prefix}: ${subject}`, paragraphs: [body] });
}
