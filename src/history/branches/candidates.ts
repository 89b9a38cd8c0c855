import { UsageError } from '../../errors.ts';
import { listSome } from './mainline.ts';
import type { NamedRef } from './mainline.ts';
import { compareVersions, parseBranchVersion } from './version.ts';

/** A branch that may be stable, before anybody looked at its commits. */
export interface Candidate extends NamedRef {
  readonly version: readonly number[];
  /** Named by the person: its content is not asked. */
  readonly named: boolean;
}

/** Work in progress, review refs and one-off copies of a release: never stable branches, whatever they hold. */
const NEVER = /^(?:pull|next-|dependabot\/|renovate\/|revert-|gh-readonly-queue\/|ci\/)|(?:^|[-_/])shim(?:[-_/]|$)/;

/**
 * Branches whose name holds a version, mainline left out, oldest version first; or, where the person named some (names, full
 * refs, or patterns with `*`), exactly those. UsageError `unknown-branch` for a name that matches nothing.
 */
export function listCandidates(asked: {
  readonly branches: readonly NamedRef[];
  readonly mainline: NamedRef;
  readonly stable?: readonly string[] | undefined;
}): readonly Candidate[] {
  const others = asked.branches.filter(({ ref }) => ref.name !== asked.mainline.ref.name);
  const named = asked.stable !== undefined && asked.stable.length > 0;
  const chosen = named
    ? chooseNamed(others, asked.stable)
    : others.filter(({ name }) => parseBranchVersion(name) !== undefined && !NEVER.test(name));
  return chosen
    .map(({ name, ref }) => ({ name, ref, version: parseBranchVersion(name) ?? [], named }))
    .sort(compareCandidates);
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return compareVersions(a.version, b.version) || (a.name < b.name ? -1 : 1);
}

function chooseNamed(branches: readonly NamedRef[], patterns: readonly string[]): readonly NamedRef[] {
  const chosen = new Set<NamedRef>();
  for (const pattern of patterns) {
    const matching = branches.filter(
      ({ name, ref }) =>
        matches(pattern, name) || matches(pattern, ref.name) || matches(`refs/remotes/${pattern}`, ref.name),
    );
    if (matching.length === 0) {
      throw new UsageError(
        'unknown-branch',
        `no branch is called ${JSON.stringify(pattern)}, seen: ${listSome(branches.map(({ name }) => name))}`,
      );
    }
    for (const branch of matching) chosen.add(branch);
  }
  return [...chosen];
}

/** `*` stands for any run of characters; everything else for itself. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0];
  if (parts.length === 1) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) as string;
  return name.length - last.length >= at && name.endsWith(last);
}
