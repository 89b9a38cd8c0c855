import type { SeenImages } from '../../evidence/index.ts';
import { matchImages, parsePatch } from '../../git/index.ts';
import type { FileRequest, ImageFound, Patch, PatchFile, Repository, Sha } from '../../git/index.ts';
import type { Task } from './task.ts';

/** A longer patch tells by its beginning. */
const MAX_PATCH_BYTES = 1024 * 1024;

/** Looks in the branches' files for the lines that each task's commit changes; files are looked for under the commit's names. */
export async function matchFiles(repository: Repository, tasks: readonly Task[]): Promise<void> {
  const patches = await readPatches(repository, [...new Set(tasks.map(({ sha }) => sha))]);
  const looks = tasks.map((task) => planLook(task, patches.get(task.sha)));
  await readLooks(repository, looks);
  for (const look of looks) look.task.seen = { ...look.task.seen, images: concludeLook(look) };
}

async function readPatches(
  repository: Repository,
  shas: readonly Sha[],
): Promise<ReadonlyMap<Sha, Patch | { readonly why: string }>> {
  const patches = new Map<Sha, Patch | { readonly why: string }>();
  for await (const reply of repository.patches(shas, { maxBytes: MAX_PATCH_BYTES }))
    patches.set(reply.sha, reply.kind === 'patch' ? parsePatch(reply.bytes, reply.cut) : { why: reply.why });
  return patches;
}

interface Look {
  readonly task: Task;
  readonly patch: Patch | undefined;
  /** Files that the commit changes and that must be looked at. */
  readonly files: readonly PatchFile[];
  readonly found: ImageFound[];
  absent: number;
  why: string | undefined;
}

function planLook(task: Task, patch: Patch | { readonly why: string } | undefined): Look {
  const look = { task, files: [], found: [], absent: 0 };
  if (patch === undefined || 'why' in patch)
    return { ...look, patch: undefined, why: patch?.why ?? 'its patch was not read' };
  const files = patch.files.filter(
    ({ oldPath, binary, hunks }) => oldPath !== undefined && !binary && hunks.length > 0,
  );
  return { ...look, patch, files, why: undefined };
}

/** Every file of every tip once, however many commits change it. */
async function readLooks(repository: Repository, looks: readonly Look[]): Promise<void> {
  const wanted = looks.flatMap((look) => (look.patch === undefined ? [] : look.files.map((file) => ({ look, file }))));
  const byFile = Map.groupBy(wanted, ({ look, file }) => `${look.task.seen.tip}:${file.oldPath}`);
  const groups = [...byFile.values()];
  const requests = groups.map(([{ look, file }]): FileRequest => ({
    sha: look.task.seen.tip,
    path: file.oldPath as string,
  }));
  let at = 0;
  for await (const reply of repository.files(requests)) {
    for (const { look, file } of groups[at]) {
      if (reply.kind === 'absent') look.absent += 1;
      else if (reply.kind === 'unread') look.why = reply.why;
      else look.found.push(matchImages(look.patch as Patch, file, reply.bytes).before);
    }
    at += 1;
  }
}

function concludeLook({ files, found, absent, why }: Look): SeenImages {
  if (why !== undefined) return { kind: 'unknown', why };
  if (files.length === 0) return { kind: 'nothing' };
  const telling = found.filter((each) => each !== 'empty');
  if (telling.length === 0) return { kind: absent > 0 ? 'no file' : 'nothing' };
  if (absent === 0 && telling.every((each) => each === 'all')) return { kind: 'all' };
  return { kind: telling.every((each) => each === 'none') ? 'none' : 'some' };
}
