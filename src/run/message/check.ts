import { posix } from 'node:path';
import { parsePatch, type Patch, type Repository, type Sha } from '../../git/index.ts';
import {
  adviseFault,
  parseDraft,
  reviewMessage,
  wantsFault,
  type FaultAdvice,
  type Finding,
  type Phrase,
  type Reference,
} from '../../message/index.ts';
import type { ReferenceBase } from '../references/check-references.ts';
import { blameChange } from './blame.ts';
import type { MessageInput } from './input.ts';
import { lookUp, namesCommits } from './look-up.ts';
import type { Learned } from './past.ts';
import { viewStable, type StableDesk } from './stable-view.ts';

/** What the messages of one call are judged with. */
export interface MessageDesk {
  readonly repository: Pick<Repository, 'blame' | 'commits' | 'file' | 'patches'>;
  readonly learned: Learned;
  /** Opened when a message names a commit: the index of ids may have to be made first. */
  readonly references: () => Promise<ReferenceBase>;
  /** Undefined: no advice on tags for stable branches. */
  readonly stable: StableDesk | undefined;
}

/** A message with what a reviewer would say of it. */
export interface CheckedMessage {
  readonly input: MessageInput;
  readonly findings: readonly Finding[];
  /** What was not looked at, and why. */
  readonly skipped: readonly Phrase[];
}

export async function checkMessage(desk: MessageDesk, input: MessageInput): Promise<CheckedMessage> {
  if (input.merge) return { input, findings: [], skipped: [{ word: 'ofMerge' }] };
  const draft = parseDraft(input.text);
  const paths = input.patch?.files.map(({ oldPath, newPath }) => newPath ?? oldPath ?? '');
  const references = namesCommits(input.text) ? lookUp(await desk.references(), input.text, input.time) : [];
  const asked = { draft, conventions: desk.learned.conventions, references };
  const fault = wantsFault(asked) ? await findFault(desk, input, references) : undefined;
  const findings = reviewMessage({
    ...asked,
    prefixes: await desk.learned.prefixesOf(paths ?? []),
    paths,
    author: input.author,
    fault: typeof fault === 'string' ? undefined : fault,
    stable: desk.stable === undefined ? undefined : viewStable(desk.stable, { sha: input.sha, references }),
  });
  return { input, findings, skipped: listSkipped(input, fault) };
}

async function findFault(
  { repository }: MessageDesk,
  { patch, parent, text, time }: MessageInput,
  references: readonly Reference[],
): Promise<FaultAdvice | string | undefined> {
  if (patch === undefined || parent === undefined) return undefined;
  const mentioned = references.flatMap(({ place, outcome }) =>
    place === 'prose' && outcome.kind === 'right' ? [outcome.sha] : [],
  );
  const blamed = await blameChange(repository, patch, { revision: parent, also: mentioned, text });
  if (blamed.suspects.length === 0 && blamed.cut !== undefined) return blamed.cut;
  const advice = adviseFault(blamed, { text, time, mentioned });
  const named = references.flatMap(({ place, outcome }) =>
    place === 'fixes' && outcome.kind === 'right' ? [outcome.sha as Sha] : [],
  );
  return { ...advice, related: await findRelated(repository, named, patch) };
}

/**
 * Which of the commits that `Fixes:` names touched a file that is changed now, one beside it, or one of the same name elsewhere: files move,
 * and a fault may be that something was built or not. One that cannot be read counts as one that did.
 */
async function findRelated(
  repository: MessageDesk['repository'],
  named: readonly Sha[],
  patch: Patch,
): Promise<readonly string[]> {
  const places = new Set(patch.files.flatMap(({ oldPath, newPath }) => placesOf(newPath ?? oldPath)));
  const related: string[] = [];
  for await (const read of repository.patches(named)) {
    const files = read.kind === 'patch' ? parsePatch(read.bytes, read.cut).files : undefined;
    if (
      files === undefined ||
      files.some(({ oldPath, newPath }) => placesOf(newPath ?? oldPath).some((place) => places.has(place)))
    )
      related.push(read.sha);
  }
  return related;
}

const placesOf = (path: string | undefined): readonly string[] =>
  path === undefined ? [] : [posix.basename(path), `${posix.dirname(path)}/`];

function listSkipped({ unknown }: MessageInput, fault: FaultAdvice | string | undefined): Phrase[] {
  return [
    ...(unknown === undefined ? [] : [{ word: 'skippedFiles' as const, values: { why: unknown } }]),
    ...(typeof fault === 'string' ? [{ word: 'skippedBlame' as const, values: { why: fault } }] : []),
  ];
}
