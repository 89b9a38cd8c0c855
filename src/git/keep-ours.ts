import type { MergeRecord, Stage } from './merge-output.ts';
import { parseName } from './name.ts';
import type { ScratchObjects } from './scratch-objects.ts';
import { parseSha } from './sha.ts';
import type { Sha } from './types.ts';

type Conflict = Extract<MergeRecord, { readonly kind: 'conflict' }>;

/**
 * The tree of a merge that conflicts in files of `paths` alone, with these files as our side has them; undefined where it conflicts elsewhere,
 * or in more than lines.
 */
export async function keepOurs(
  { git }: ScratchObjects,
  { tree, stages, notes }: Conflict,
  paths: ReadonlySet<string>,
): Promise<Sha | undefined> {
  const files = Map.groupBy(stages, ({ path }) => path);
  const known = (path: string): boolean => paths.has(parseName(Buffer.from(path, 'latin1')));
  if (files.size === 0 || ![...files.keys()].every(known)) return undefined;
  if (notes.some(({ type, paths: of }) => type.startsWith('CONFLICT') && !(IN_LINES.test(type) && of.every(known))))
    return undefined;
  const entries = [...files].map(([path, of]) => `${entryOf(of.find(({ stage }) => stage === 2))}\t${path}\0`);
  await git.read(['read-tree', tree]);
  await git.read(['update-index', '-z', '--index-info'], { input: Buffer.from(entries.join(''), 'latin1') });
  return parseSha((await git.read(['write-tree'])).toString('latin1').trim());
}

/** Conflicts that leave every file under its name. */
const IN_LINES = /\((?:contents|add\/add|modify\/delete|binary)\)/;

/** An entry with mode 0 takes the file away. */
const entryOf = (ours: Stage | undefined): string =>
  ours === undefined ? `0 ${'0'.repeat(40)}` : `${ours.mode} ${ours.id}`;
