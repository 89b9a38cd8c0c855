import type { Sha } from '../../git/index.ts';
import type { HistoryCommit } from '../../history/index.ts';
import { isKnownBy, UNNUMBERED, type KnownCve, type PlacedCves } from '../classify/index.ts';
import { foldSubject, keysOf, type EarlierIndex } from './index-history.ts';
import type { Earlier } from './types.ts';

export interface EarlierQuestion {
  readonly index: EarlierIndex;
  readonly cves: PlacedCves;
  readonly row: number;
  /** Seconds since 1970: CVEs and commits of later days are not there yet. */
  readonly asOf: number;
  /** Functions that a row's patch changes; undefined where nobody read it. */
  readonly functionsOf?: (row: number) => readonly string[] | undefined;
  /** The copy that was asked about, when it was not the mainline commit. */
  readonly asked?: Sha | undefined;
}

/** Everything earlier that speaks to what the row mends, the surest first. Pure. */
export const findEarlier = (question: EarlierQuestion): readonly Earlier[] => [
  ...findSameCommit(question),
  ...findSamePatch(question),
  ...findAppliedAgain(question),
  ...findSameTarget(question),
];

const commitOf = ({ index }: EarlierQuestion, row: number): HistoryCommit => index.history.commits[row];

const knownOf = ({ cves, asOf }: EarlierQuestion, row: number): readonly KnownCve[] =>
  (cves.byRow.get(row) ?? []).map(({ cve }) => cve).filter((cve) => isKnownBy(cve, asOf));

const short = (sha: string): string => sha.slice(0, 12);

/** A control character or a break in a subject must not reach a terminal. */
const quote = (subject: string): string => `("${subject.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 90)}")`;
const name = ({ sha, subject }: HistoryCommit): string => `${short(sha)} ${quote(subject)}`;

function findSameCommit(question: EarlierQuestion): readonly Earlier[] {
  const { row, asked } = question;
  const commit = commitOf(question, row);
  const copy = asked === undefined || asked === commit.sha ? '' : `, which ${short(asked)} copies`;
  return knownOf(question, row).map(({ id }) => ({
    ...{ kind: 'same commit', cve: id, by: commit.sha, shared: undefined },
    says: id === UNNUMBERED ? `The list of CVEs names ${name(commit)}${copy}.` : `${id} names ${name(commit)}${copy}.`,
    source: id === UNNUMBERED ? 'the list of CVEs' : `${id}.sha1`,
  }));
}

/** With the CVE of the other, or with none where that has none. */
function listWith(
  question: EarlierQuestion,
  other: number,
  { kind, say }: { readonly kind: Earlier['kind']; readonly say: (id: string | undefined) => string },
): readonly Earlier[] {
  const commit = commitOf(question, other);
  const known = knownOf(question, other);
  const ids = known.length === 0 ? [undefined] : known.map(({ id }) => id);
  return ids.map((cve) => ({
    ...{ kind, cve, by: commit.sha, shared: undefined },
    says: say(cve),
    source: `git show ${short(commit.sha)}`,
  }));
}

const isThere = (question: EarlierQuestion, row: number): boolean =>
  commitOf(question, row).commitTime <= question.asOf;

function findSamePatch(question: EarlierQuestion): readonly Earlier[] {
  const { index, row } = question;
  const { patchId } = commitOf(question, row);
  const others = (index.byPatch.get(patchId) ?? []).filter((other) => other !== row && isThere(question, other));
  return others.flatMap((other) =>
    listWith(question, other, {
      kind: 'same patch',
      say: (id) => `${name(commitOf(question, other))} is the same patch${id === undefined ? '' : ` and has ${id}`}.`,
    }),
  );
}

/** What the row brings back: the revert of a revert, or the same subject again after a revert in between. */
function findAppliedAgain(question: EarlierQuestion): readonly Earlier[] {
  const { index, row } = question;
  const own = commitOf(question, row);
  const undone = own.reverts.flatMap((revert) => commitOf(question, revert).reverts);
  const before = (index.bySubject.get(foldSubject(own.subject)) ?? []).filter(
    (other) => other < row && (index.revertedBy.get(other) ?? []).some((revert) => revert > other && revert < row),
  );
  const originals = [...new Set([...undone, ...before])].filter((other) => other !== row);
  return originals.flatMap((other) => {
    const revert = (index.revertedBy.get(other) ?? []).findLast((candidate) => candidate < row);
    const by = revert === undefined ? '' : `, reverted by ${short(commitOf(question, revert).sha)}`;
    const say = (id: string | undefined): string =>
      `It applies ${name(commitOf(question, other))} again${by}${id === undefined ? '' : `; that has ${id}`}.`;
    return listWith(question, other, { kind: 'applied again', say });
  });
}

const RANK = { function: 0, file: 1, nothing: 2 } as const;

function findSameTarget(question: EarlierQuestion): readonly Earlier[] {
  const { index, row } = question;
  const own = commitOf(question, row);
  const targets = own.fixes.map((link) => ({ link, keys: keysOf(link) }));
  const found = targets.flatMap(({ link, keys }) => {
    const target = link.row === undefined ? (link.id ?? '').slice(0, 12) : name(commitOf(question, link.row));
    const others = keys.flatMap((key) => index.byTarget.get(key) ?? []);
    const wanted = [...new Set(others)].filter((other) => other !== row && isThere(question, other));
    return [
      ...wanted.flatMap((other) => saySameTarget(question, other, target)),
      ...findNamedTarget(question, link.id, target),
    ];
  });
  return found.toSorted((a, b) => RANK[a.shared ?? 'nothing'] - RANK[b.shared ?? 'nothing']);
}

function saySameTarget(question: EarlierQuestion, other: number, target: string): readonly Earlier[] {
  const shared = compareRows(question, other);
  const common = shared.names.length === 0 ? '' : ` Both change ${shared.names.slice(0, 3).join(', ')}.`;
  const say = (id: string | undefined): string =>
    `${name(commitOf(question, other))} fixes ${target} too${id === undefined ? '' : ` and has ${id}`}.${common}`;
  return listWith(question, other, { kind: 'same target', say }).map((each) => ({ ...each, shared: shared.kind }));
}

interface Shared {
  readonly kind: 'function' | 'file' | 'nothing';
  readonly names: readonly string[];
}

function compareRows(question: EarlierQuestion, other: number): Shared {
  const { row, functionsOf } = question;
  const theirs = new Set(functionsOf?.(other));
  const functions = (functionsOf?.(row) ?? []).filter((each) => theirs.has(each));
  if (functions.length > 0) return { kind: 'function', names: functions.map((each) => `${each}()`) };
  const paths = commitOf(question, row).paths.filter((path) => commitOf(question, other).paths.includes(path));
  return paths.length > 0 ? { kind: 'file', names: paths } : { kind: 'nothing', names: [] };
}

/** A record whose fix is not here may name the commit that brought the fault all the same. */
function findNamedTarget({ cves, asOf }: EarlierQuestion, id: string | undefined, target: string): readonly Earlier[] {
  if (id === undefined) return [];
  return cves.elsewhere
    .filter((cve) => isKnownBy(cve, asOf) && cve.introduced.some((each) => each.startsWith(id)))
    .map((cve) => ({
      ...{ kind: 'same target', cve: cve.id, by: undefined, shared: undefined },
      says: `${cve.id} is about what ${target} brought.`,
      source: `${cve.id}.dyad`,
    }));
}
