import { ToolCallError, UsageError } from '../../errors.ts';
import type { Commit, Ref, Sha } from '../../git/index.ts';
import { makeOwnDecision } from './own-decision.ts';
import { showShort } from './plain-text.ts';
import type { Toolbox } from './toolbox.ts';

/** A state of the tree that a tool looks at. */
export interface Place {
  readonly sha: Sha;
  /** As a person would say it: `linux-6.1.y as of 2024-05-31 (1234567890ab)`. */
  readonly says: string;
}

/** The repository as it was on the day of the judgement. What came later, or tells the hidden decision, is unknown to it. */
export interface Day {
  /** A commit by at least 7 digits of its id; left out: the commit under judgement. ToolCallError `unknown-commit` or `bad-id`. */
  commit(id: string | undefined): Promise<Commit>;
  /** Commit id, branch or tag; left out: after the commit under judgement. ToolCallError `unknown-revision`. */
  revision(name: string | undefined, signal: AbortSignal): Promise<Place>;
  /** A branch's state on that day. ToolCallError `unknown-branch`. */
  branch(name: string, signal: AbortSignal): Promise<Place>;
  /** The given commits as far as they were known, in the order given. */
  known(shas: readonly Sha[]): Promise<readonly Commit[]>;
  /** The commit that the digits name, if it was known. ToolCallError `ambiguous-id`. */
  find(digits: string): Promise<Commit | undefined>;
}

const idPattern = /^[0-9a-f]{7,64}$/;
const fullIdPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function makeDay(box: Toolbox, timeoutMs: number): Day {
  const own = makeOwnDecision(box, timeoutMs);
  const tips = new Map<string, Promise<Sha | undefined>>();

  const isKnown = (commit: Commit): boolean =>
    commit.sha === box.sha || (commit.committer.time <= box.asOf && !own.tells(commit));

  const known = async (shas: readonly Sha[]): Promise<readonly Commit[]> => {
    const found: Commit[] = [];
    for await (const commit of box.repository.commits(shas))
      if (commit.kind === 'commit' && isKnown(commit)) found.push(commit);
    return found;
  };

  const find = async (digits: string): Promise<Commit | undefined> => {
    const sha = await resolve(box, digits.toLowerCase());
    return sha === undefined ? undefined : (await known([sha]))[0];
  };

  const commit = async (id: string | undefined): Promise<Commit> => {
    const asked = id === undefined ? box.sha : id.trim().toLowerCase();
    if (!idPattern.test(asked)) throw badId(id ?? '');
    const found = await find(asked);
    if (found === undefined) throw unknownCommit(asked);
    return found;
  };

  const branchTip = (name: string, tip: Sha, signal: AbortSignal): Promise<Sha | undefined> => {
    const asked = tips.get(name);
    if (asked !== undefined) return asked;
    const found = own.tipWithout(tip, signal);
    tips.set(name, found);
    found.catch(() => tips.delete(name));
    return found;
  };

  const branch = async (name: string, signal: AbortSignal): Promise<Place> => {
    const found = findBranch(box, name);
    const sha = found === undefined ? undefined : await branchTip(found.ref, found.tip, signal);
    if (found === undefined || sha === undefined) throw unknownBranch(box, name);
    return { sha, says: `${found.name} as of ${sayDay(box.asOf)} (${sha.slice(0, 12)})` };
  };

  const byId = async (id: string, signal: AbortSignal): Promise<Place> => {
    const found = await commit(id);
    if (found.sha !== box.sha && (await own.isIn(found, signal))) throw unknownCommit(id);
    return { sha: found.sha, says: found.sha.slice(0, 12) };
  };

  const tag = async (name: string, signal: AbortSignal): Promise<Place | undefined> => {
    const ref = box.refs.find((each) => each.name === `refs/tags/${withoutStart(name, 'refs/tags/')}`);
    if (ref === undefined || ref.time > box.asOf) return undefined;
    const [found] = await known([ref.target]);
    if (found === undefined || (await own.isIn(found, signal))) return undefined;
    return { sha: found.sha, says: `${shortName(ref.name)} (${found.sha.slice(0, 12)})` };
  };

  const revision = async (raw: string | undefined, signal: AbortSignal): Promise<Place> => {
    const name = raw?.trim();
    if (name === undefined) return { sha: box.sha, says: `${box.sha.slice(0, 12)}, the commit under judgement` };
    if (fullIdPattern.test(name.toLowerCase())) return byId(name, signal);
    if (findBranch(box, name) !== undefined) return branch(name, signal);
    const tagged = await tag(name, signal);
    if (tagged !== undefined) return tagged;
    if (idPattern.test(name.toLowerCase())) return byId(name, signal);
    throw unknownRevision(box, name);
  };

  return { commit, revision, branch, known, find };
}

/** A ref of the same letters as an id is not what was asked for. */
async function resolve({ repository }: Toolbox, digits: string): Promise<Sha | undefined> {
  try {
    const sha = await repository.resolve(digits);
    return sha?.startsWith(digits) === true ? sha : undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new ToolCallError('ambiguous-id', `${digits} fits several commits: write more digits`);
  }
}

interface NamedBranch {
  readonly name: string;
  readonly ref: string;
  readonly tip: Sha;
}

/** Mainline and the stable branches by the names that people use; then whatever is a branch here. One that began later is unknown. */
function findBranch({ history, refs, asOf }: Toolbox, raw: string): NamedBranch | undefined {
  const name = raw.trim();
  const { mainline } = history;
  if (name === mainline.ref || name === shortName(mainline.ref)) return { ...mainline, name: shortName(mainline.ref) };
  const stable = history.branches.find((each) => each.name === name || each.ref === name);
  if (stable !== undefined) return stable.baseTime > asOf ? undefined : stable;
  const places = ['refs/heads/', 'refs/remotes/'];
  const ref = places.flatMap((place): Ref[] =>
    refs.filter((each) => each.name === `${place}${withoutStart(name, place)}`),
  )[0];
  return ref === undefined ? undefined : { name: shortName(ref.name), ref: ref.name, tip: ref.target };
}

const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|remotes|tags)\//, '');
const withoutStart = (text: string, start: string): string =>
  text.startsWith(start) ? text.slice(start.length) : text;
const sayDay = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
const quote = (text: string): string => JSON.stringify(showShort(text, 80));

const badId = (id: string): ToolCallError =>
  new ToolCallError(
    'bad-id',
    `${quote(id)} is no commit id: give 7 to 64 hex digits and nothing else; resolve_id reads ids in other forms, log_path finds commits`,
  );

const unknownCommit = (id: string): ToolCallError =>
  new ToolCallError(
    'unknown-commit',
    `no commit ${quote(id)} was known on the day of the judgement: resolve_id with its subject may find it under another id`,
  );

function unknownBranch(box: Toolbox, name: string): ToolCallError {
  return new ToolCallError(
    'unknown-branch',
    `no branch ${quote(name)} was there on the day of the judgement: ${sayBranches(box)}`,
  );
}

function unknownRevision(box: Toolbox, name: string): ToolCallError {
  return new ToolCallError(
    'unknown-revision',
    `${quote(name)} is no revision that can be asked for: give a commit id of 7 to 64 hex digits, or the plain name of a branch or tag; ` +
      `left out it is the commit under judgement. ${sayBranches(box)}`,
  );
}

function sayBranches({ history, onto }: Toolbox): string {
  const names = [shortName(history.mainline.ref), ...onto].slice(0, 12);
  return `there are ${names.map((name) => showShort(name, 60)).join(', ')}`;
}
