import { parseMessage, type MessageFacts, type Patch, type PatchFile, type Sha } from '../../git/index.ts';
import type { CheckContext, FoundCommit, FoundFile } from './types.ts';
import { squeeze, squeezeLines, type SqueezedLines } from './squeeze.ts';

/** What checks of one commit need again and again, made once. */
export interface Desk extends CheckContext {
  readonly says: MessageFacts;
  readonly message: string;
  /** Subject and body, squeezed. */
  readonly squeezedMessage: string;
  /** Each side of the patch, squeezed; '' where there is no patch. */
  readonly newSide: string;
  readonly oldSide: string;
  /** Added and removed lines alone. */
  readonly addedText: string;
  readonly removedText: string;
  /** The patch as text as git prints it, squeezed, signs left out and kept. */
  readonly patchText: string;
  /** Every name that a changed file has or had. */
  readonly paths: readonly string[];
  /** Texts of the numbered facts, squeezed. */
  readonly factText: string;
  /** Folders at the top of the project, as far as its history names them. */
  readonly topFolders: () => ReadonlySet<string>;
  readonly find: (id: string) => Promise<FoundCommit>;
  readonly read: (revision: Sha, path: string) => Promise<FoundFile>;
  readonly lines: (revision: Sha, path: string) => Promise<SqueezedLines | undefined>;
}

const desks = new WeakMap<CheckContext, Desk>();

/** The same context is prepared once. */
export function openDesk(context: CheckContext): Desk {
  const known = desks.get(context);
  if (known !== undefined) return known;
  const desk = layDesk(context);
  desks.set(context, desk);
  return desk;
}

function layDesk(context: CheckContext): Desk {
  const { commit, patch, facts, repository, history } = context;
  const message = `${commit.subject}\n\n${commit.body}`;
  const sides = splitSides(patch);
  const read = remember((key: string) => {
    const at = key.indexOf(':');
    return repository.file(key.slice(0, at) as Sha, key.slice(at + 1));
  });
  const lines = remember(async (key: string) => {
    const file = await read(key);
    return file.kind === 'present' ? squeezeLines(file.text) : undefined;
  });
  let tops: ReadonlySet<string> | undefined;
  return {
    ...context,
    ...sides,
    message,
    says: parseMessage(commit.subject, commit.body),
    squeezedMessage: squeeze(message),
    paths: [...new Set((patch?.files ?? []).flatMap(namesOf))],
    factText: squeeze(facts.map(({ says, text, source }) => `${says}\n${text}\n${source}`).join('\n')),
    topFolders: () => (tops ??= listTops(history.commits)),
    find: remember((id: string) => repository.commit(id)),
    read: (revision, path) => read(`${revision}:${path}`),
    lines: (revision, path) => lines(`${revision}:${path}`),
  };
}

function remember<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const asked = ask(key);
    known.set(key, asked);
    return asked;
  };
}

const namesOf = ({ oldPath, newPath }: PatchFile): readonly string[] =>
  [newPath, oldPath].filter((path) => path !== undefined);

function listTops(commits: CheckContext['history']['commits']): ReadonlySet<string> {
  const tops = new Set<string>();
  for (const { paths } of commits)
    for (const path of paths) {
      const slash = path.indexOf('/');
      if (slash > 0) tops.add(path.slice(0, slash));
    }
  return tops;
}

export interface PatchLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** The lines of a hunk, decoded. */
export function linesOf({ bytes, lineStart, lineEnd, lineSign }: Patch, from: number, to: number): PatchLine[] {
  const lines: PatchLine[] = [];
  for (let at = from; at < to; at += 1)
    lines.push({
      sign: String.fromCharCode(lineSign[at]) as PatchLine['sign'],
      text: bytes.toString('utf8', lineStart[at], lineEnd[at]),
    });
  return lines;
}

type Sides = Pick<Desk, 'newSide' | 'oldSide' | 'addedText' | 'removedText' | 'patchText'>;

/** Lines of a patch that are compared with quotes; the rest of a longer one is not looked at. */
const MOST_LINES = 40_000;

function splitSides(patch: Patch | undefined): Sides {
  const sides = { newSide: '', oldSide: '', addedText: '', removedText: '', patchText: '' };
  if (patch === undefined) return sides;
  let left = MOST_LINES;
  for (const file of patch.files) {
    sides.patchText += `\n${namesOf(file).join('\n')}`;
    for (const hunk of file.hunks) {
      const lines = linesOf(patch, hunk.from, Math.min(hunk.to, hunk.from + left));
      left -= lines.length;
      sides.newSide += joinOf(lines, ' +', hunk.section);
      sides.oldSide += joinOf(lines, ' -', hunk.section);
      sides.addedText += joinOf(lines, '+', '');
      sides.removedText += joinOf(lines, '-', '');
      sides.patchText += `\n${hunk.section}\n${lines.map(({ sign, text }) => sign + text).join('\n')}`;
    }
  }
  return {
    newSide: squeeze(sides.newSide),
    oldSide: squeeze(sides.oldSide),
    addedText: squeeze(sides.addedText),
    removedText: squeeze(sides.removedText),
    patchText: squeeze(sides.patchText),
  };
}

/** U+0001 keeps quotes from reaching over the border of two hunks. */
const joinOf = (lines: readonly PatchLine[], signs: string, section: string): string =>
  `${section}\u0001${lines
    .filter(({ sign }) => signs.includes(sign))
    .map(({ text }) => text)
    .join('\n')}\u0001`;

/** Whether a quote stands in the patch, and on which side. */
export const hasPatch = ({ patch }: Desk): boolean => patch !== undefined && patch.cut === 0;
