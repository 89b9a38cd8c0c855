import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InfrastructureError, UsageError } from '../../../errors.ts';
import { parsePlan, renderPlan, type ChangeStep, type FolderChange, type PlannedStep } from '../change.ts';

/** Beside the states; git is told to leave it alone. */
export const WORK_FOLDER = '.autosel';

/** A change that is being written down, and one that is decided. */
const NEXT = 'next';
const DECIDED = 'decided';
/** One that is done and can be swept away: a folder goes file by file, and must not look like a decided one meanwhile. */
const DONE = 'done';
const PLAN = 'plan.json';

/** Called before each step of a change that is decided; tests stop there. */
export type StepWatch = (step: number) => void;

/**
 * Makes a change whole or not at all. It is first written down beside the folder and brought to the disk; one rename decides it;
 * then its steps are done, which takes less than a millisecond. Whoever opens the folder after a stop in between finishes a
 * decided change, or throws an undecided one away.
 */
export const commitChange = async (root: string, change: FolderChange, watch: StepWatch = () => {}): Promise<void> => {
  const work = join(root, WORK_FOLDER);
  const next = join(work, NEXT);
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  const plan = renderPlan(change.map((step, at): PlannedStep => stage(step, next, String(at))));
  refuseUnreadable(root, plan, change);
  writeFileSync(join(next, PLAN), plan);
  await syncFiles(next);
  syncFolder(next);
  renameSync(next, join(work, DECIDED));
  syncFolder(work);
  syncFolder(root);
  finishChange(root, watch);
};

/** True when a stopped change waits to be finished. */
export const hasDecided = (root: string): boolean => existsSync(join(root, WORK_FOLDER, DECIDED));

/** Does what is left of a decided change. Nothing where there is none. */
export const finishChange = (root: string, watch: StepWatch = () => {}): void => {
  const decided = join(root, WORK_FOLDER, DECIDED);
  if (!existsSync(decided)) return;
  const plan = readPlan(decided);
  const wanted = plan.map((step) => dirname(step.kind === 'move' ? step.to : step.path));
  for (const folder of new Set(wanted)) mkdirSync(join(root, folder), { recursive: true });
  for (const [at, step] of plan.entries()) {
    watch(at);
    doStep(root, decided, step);
  }
  for (const folder of listTouched(plan)) syncFolder(join(root, folder));
  watch(plan.length);
  const done = join(root, WORK_FOLDER, DONE);
  rmSync(done, { recursive: true, force: true });
  renameSync(decided, done);
  syncFolder(join(root, WORK_FOLDER));
  watch(plan.length + 1);
  rmSync(done, { recursive: true, force: true });
};

const stage = (step: ChangeStep, folder: string, name: string): PlannedStep => {
  if (step.kind !== 'write') return step;
  writeFileSync(join(folder, name), step.text);
  return { kind: 'write', path: step.path, staged: name };
};

/** What could not be read back would stop whoever opens the folder, once it is decided. UsageError `cve-file-name`. */
const refuseUnreadable = (root: string, plan: string, change: FolderChange): void => {
  if (parsePlan(plan) !== undefined) return;
  const odd = change.find(
    (step) => parsePlan(renderPlan([step.kind === 'write' ? { ...step, staged: '0' } : step])) === undefined,
  );
  const name = odd === undefined ? 'a file' : JSON.stringify(odd.kind === 'move' ? odd.from : odd.path);
  throw new UsageError(
    'cve-file-name',
    `${name} in ${root} has a name that cannot be kept: rename or remove it; nothing was changed`,
  );
};

const readPlan = (decided: string): readonly PlannedStep[] => {
  const plan = parsePlan(readFileSync(join(decided, PLAN), 'utf8'));
  if (plan !== undefined) return plan;
  throw new InfrastructureError(
    'cve-plan',
    `${join(decided, PLAN)} is no plan of autosel: look at what lies in ${decided}, then remove that folder`,
  );
};

/** Folders of years, what holds a year that was made, what holds a state that was made; the deepest first. */
const listTouched = (plan: readonly PlannedStep[]): ReadonlySet<string> => {
  const years = plan.flatMap((step) => (step.kind === 'move' ? [step.from, step.to] : [step.path])).map(dirname);
  return new Set([...years, ...years.map(dirname), '.']);
};

/** A step that a stopped call had done already finds its source gone. */
const doStep = (root: string, decided: string, step: PlannedStep): void => {
  if (step.kind === 'remove') rmSync(join(root, step.path), { force: true });
  else if (step.kind === 'write') moveUnlessDone(join(decided, step.staged), join(root, step.path));
  else moveUnlessDone(join(root, step.from), join(root, step.to));
};

const moveUnlessDone = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(to)) throw error;
  }
};

/** Several at a time: the disk takes them together. */
const syncFiles = async (folder: string): Promise<void> => {
  const names = await readdir(folder);
  const lanes = Array.from({ length: 8 }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const handle = await open(join(folder, name), 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  });
  await Promise.all(lanes);
};

/** One that somebody removed meanwhile has nothing left to bring to the disk. */
const syncFolder = (folder: string): void => {
  if (!existsSync(folder)) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
