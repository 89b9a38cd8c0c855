import { join } from 'node:path';
import type { ObjectReader } from './cat-file.ts';
import type { PickOptions, PickOutcome, PickRequest, PickSeries } from './pick-types.ts';
import { startSeries } from './pick-series.ts';
import { walkPicks } from './picks.ts';
import type { PickWalk } from './picks.ts';
import type { Git } from './process.ts';
import { RenameLook } from './renames.ts';
import { ScratchObjects, sweepScratch } from './scratch-objects.ts';
import type { Sha } from './types.ts';

/** `merge-tree --write-tree`. */
const oldest: readonly [number, number] = [2, 38];

export interface PickRoomInput {
  readonly git: Git;
  readonly reader: ObjectReader;
  /** The git directory that all work trees share. */
  readonly commonGitDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly signal: AbortSignal | undefined;
}

export interface PickRoom {
  picks(requests: Iterable<PickRequest>, options?: PickOptions): AsyncIterable<PickOutcome>;
  startSeries(onto: Sha): PickSeries;
  /** Ends what still runs and removes every scratch folder. */
  close(): Promise<void>;
}

/** Picks of one open repository, with the scratch folders that they use. */
export function makePickRoom(input: PickRoomInput): PickRoom {
  const open = new Set<ScratchObjects>();
  let version: Promise<string | undefined> | undefined;
  const openScratch = (): ScratchObjects => {
    if (open.size === 0) sweepScratch(Date.now());
    const scratch = new ScratchObjects({ ...input, objects: join(input.commonGitDir, 'objects') });
    for (const each of open) if (each.closed) open.delete(each);
    open.add(scratch);
    return scratch;
  };
  const unsupported = (): Promise<string | undefined> => (version ??= readUnsupported(input.git));
  const walk: PickWalk = { reader: input.reader, renames: new RenameLook(input.reader), unsupported, openScratch };
  return {
    picks: (requests, options) => walkPicks(walk, requests, options),
    startSeries: (onto) => startSeries(walk, onto),
    close: async () => {
      await Promise.all([...open].map((scratch) => scratch.close()));
    },
  };
}

async function readUnsupported(git: Git): Promise<string | undefined> {
  return whyUnsupported((await git.read(['version'])).toString('utf8'));
}

/** Why picks cannot be tried with this git, from what `git version` prints; undefined when they can. */
export function whyUnsupported(version: string): string | undefined {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined)
    return `git does not tell its version: ${version.trim().slice(0, 80)}`;
  const newEnough = Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
  return newEnough ? undefined : `git ${oldest.join('.')} or newer is needed, this is ${major}.${minor}`;
}
