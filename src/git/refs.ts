import { buildGitError } from './failure.ts';
import { parseName } from './name.ts';
import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Ref, Sha } from './types.ts';

// %(*x) is empty unless the ref is an annotated tag. Names cannot hold control characters, so \x1f separates.
const fields = [
  '%(objecttype)',
  '%(objectname)',
  '%(*objecttype)',
  '%(*objectname)',
  '%(taggerdate:unix)',
  '%(committerdate:unix)',
  '%(*committerdate:unix)',
  '%(refname)',
];
const format = `--format=${fields.join('%1f')}`;

/** Branches, remote branches and tags that lead to a commit, in order of their names' bytes. */
export async function readRefs(git: Git, resolve: (revision: string) => Promise<Sha | undefined>): Promise<Ref[]> {
  const output = await git.read(['for-each-ref', format, 'refs/heads/', 'refs/remotes/', 'refs/tags/']);
  const refs: Ref[] = [];
  for (let at = 0; at < output.length;) {
    const newline = output.indexOf(10, at);
    const end = newline < 0 ? output.length : newline;
    const { name, time, type, id } = parseRef(output.subarray(at, end));
    // git before 2.45 peels one tag only: a tag of a tag is followed here.
    const target = type === 'tag' ? await resolve(id) : type === 'commit' ? id : undefined;
    if (target !== undefined && isSha(target)) refs.push({ name, target, time });
    at = end + 1;
  }
  return refs;
}

interface RawRef {
  readonly name: string;
  readonly time: number;
  /** Of what the ref names, or of what its tag names. */
  readonly type: string;
  readonly id: string;
}

function parseRef(line: Buffer): RawRef {
  const nameStart = line.lastIndexOf(0x1f) + 1;
  const [ownType = '', ownId = '', type = '', id = '', tagged, committed, peeled] = line
    .toString('latin1', 0, nameStart)
    .split('\x1f');
  const name = parseName(line.subarray(nameStart));
  const time = Number(ownType === 'tag' ? tagged || peeled : committed);
  const safe = Number.isSafeInteger(time) ? time : 0;
  return ownType === 'tag' ? { name, time: safe, type, id } : { name, time: safe, type: ownType, id: ownId };
}

/** The branch that HEAD names, also when it has no commit yet; undefined when HEAD names a commit. */
export async function readHeadRef(git: Git): Promise<string | undefined> {
  const { end, stdout } = await git.attempt(['symbolic-ref', '--quiet', 'HEAD']);
  if (end.code === 1) return undefined;
  if (end.code !== 0) throw buildGitError(end);
  return parseName(stdout.subarray(0, stdout.lastIndexOf(10)));
}
