import type { Repository } from '../../git/index.ts';
import {
  adviseFault,
  parseDraft,
  reviewMessage,
  wantsFault,
  type FaultAdvice,
  type Finding,
  type Reference,
} from '../../message/index.ts';
import type { ReferenceBase } from '../check-references.ts';
import { blameChange } from './blame.ts';
import type { MessageInput } from './input.ts';
import { lookUp } from './look-up.ts';
import type { Learned } from './past.ts';
import { viewStable, type StableDesk } from './stable-view.ts';

/** What the messages of one call are judged with. */
export interface MessageDesk {
  readonly repository: Pick<Repository, 'blame' | 'commits' | 'file'>;
  readonly learned: Learned;
  readonly references: ReferenceBase;
  /** Undefined: no advice on tags for stable branches. */
  readonly stable: StableDesk | undefined;
}

/** A message with what a reviewer would say of it. */
export interface CheckedMessage {
  readonly input: MessageInput;
  readonly findings: readonly Finding[];
  /** What was not looked at, and why. */
  readonly skipped: readonly string[];
}

export async function checkMessage(desk: MessageDesk, input: MessageInput): Promise<CheckedMessage> {
  const draft = parseDraft(input.text);
  const paths = input.patch?.files.map(({ oldPath, newPath }) => newPath ?? oldPath ?? '');
  const references = lookUp(desk.references, input.text, input.time);
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
  const blamed = await blameChange(repository, patch, { revision: parent, also: mentioned });
  return blamed.suspects.length === 0 && blamed.cut !== undefined
    ? blamed.cut
    : adviseFault(blamed, { text, time, mentioned });
}

function listSkipped({ unknown }: MessageInput, fault: FaultAdvice | string | undefined): string[] {
  return [
    ...(unknown === undefined ? [] : [`no files: ${unknown}; the prefix and Fixes are not compared with them`]),
    ...(typeof fault === 'string' ? [`no blame: ${fault}`] : []),
  ];
}
