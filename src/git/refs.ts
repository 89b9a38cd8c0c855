import { buildGitError } from './failure.ts';
import { parseName } from './name.ts';
import type { Git } from './process.ts';
import { isSha } from './sha.ts';
import type { Ref } from './types.ts';

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
export async function readRefs(git: Git): Promise<Ref[]> {
  const output = await git.read(['for-each-ref', format, 'refs/heads/', 'refs/remotes/', 'refs/tags/']);
  const refs: Ref[] = [];
  for (let at = 0; at < output.length;) {
    const newline = output.indexOf(10, at);
    const end = newline < 0 ? output.length : newline;
    const ref = parseRef(output.subarray(at, end));
    if (ref !== undefined) refs.push(ref);
    at = end + 1;
  }
  return refs;
}

function parseRef(line: Buffer): Ref | undefined {
  const nameStart = line.lastIndexOf(0x1f) + 1;
  const [type, id, peeledType, peeledId, tagged, committed, peeledCommitted] = line
    .toString('latin1', 0, nameStart)
    .split('\x1f');
  const isTag = type === 'tag';
  const target = isTag ? peeledId : id;
  // A tag of a tree or a blob leads to no commit; neither does a tag of a tag in git before 2.45, see peelNested.
  if ((isTag ? peeledType : type) !== 'commit' || target === undefined || !isSha(target)) return undefined;
  const time = Number(isTag ? tagged || peeledCommitted : committed);
  return { name: parseName(line.subarray(nameStart)), target, time: Number.isSafeInteger(time) ? time : 0 };
}

/** The branch that HEAD names, also when it has no commit yet; undefined when HEAD names a commit. */
export async function readHeadRef(git: Git): Promise<string | undefined> {
  const { end, stdout } = await git.attempt(['symbolic-ref', '--quiet', 'HEAD']);
  if (end.code === 1) return undefined;
  if (end.code !== 0) throw buildGitError(end);
  return parseName(stdout.subarray(0, stdout.lastIndexOf(10)));
}
