import { mailOptions } from './diff-tree.ts';
import { keepOurs } from './keep-ours.ts';
import type { MergeRecord, Stage } from './merge-output.ts';
import { runMerges } from './merges.ts';
import { parseName } from './name.ts';
import type { PickSeries, SeriesStep } from './pick-types.ts';
import { readStep } from './pick-steps.ts';
import type { PickWalk } from './picks.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import type { Sha } from './types.ts';

/** The longest that one pick may take, in milliseconds. */
const timeoutMs = 10_000;

/** Picks commits one behind the other onto `onto`. The scratch folder is made by the first pick that needs it. */
export function startSeries(walk: PickWalk, onto: Sha): PickSeries {
  let scratch: ScratchObjects | undefined;
  let tree: Sha | undefined;
  const open = (): ScratchObjects => (scratch ??= walk.openScratch());
  return {
    pick: async (commit, without = []) => {
      const why = await walk.unsupported();
      const read = why ?? (await readStep(walk.reader, { commit, onto }));
      if (typeof read === 'string') return { kind: 'unknown', commit, why: read };
      const from = (tree ??= read.onto);
      const [reply] = await runMerges(open(), [{ ...read.step, ours: from }], timeoutMs);
      if (reply.kind === 'failed') return { kind: 'unknown', commit, why: reply.why };
      const to = reply.kind === 'clean' ? reply.tree : await keepOurs(open(), reply, new Set(without));
      if (to === undefined) return { kind: 'conflict', commit, paths: namePaths(stagesOf(reply)) };
      tree = to;
      return stepOf(commit, from, to);
    },
    patch: ({ from, to }) => open().git.read(['diff-tree', ...mailOptions, '--end-of-options', from, to]),
    close: async () => scratch?.close(),
  };
}

const stagesOf = (reply: MergeRecord): readonly Stage[] => (reply.kind === 'conflict' ? reply.stages : []);

const namePaths = (stages: readonly Stage[]): string[] => [
  ...new Set(stages.map(({ path }) => parseName(Buffer.from(path, 'latin1')))),
];

const stepOf = (commit: Sha, from: Sha, to: Sha): SeriesStep =>
  from === to ? { kind: 'already-there', commit } : { kind: 'picked', commit, from, to };
