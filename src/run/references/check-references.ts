import {
  findReferences,
  isCopied,
  judgeReference,
  repairText,
  splitSegments,
} from '../../history/resolve/check/index.ts';
import type { CheckedReference, FileForm, MessageContext, Segment, Worth } from '../../history/resolve/check/index.ts';
import { openTable } from '../../history/resolve/index.ts';
import type { CommitTable } from '../../history/resolve/index.ts';
import { openCommitLines } from '../../git/commit-lines.ts';
import type { CommitLines } from '../../git/commit-lines.ts';
import { buildRequest } from './resolve.ts';
import type { ResolveSettings } from './resolve.ts';
import { inTurns } from '../turns.ts';

/** One reference with the text around it. */
export interface CheckedPlace {
  readonly checked: CheckedReference;
  /** The text that its places are counted in. */
  readonly text: string;
  /** Line of the file or message, from 1. */
  readonly line: number;
}

export interface CheckedCommit {
  readonly sha: string;
  readonly places: readonly CheckedPlace[];
}

export interface CheckedFile {
  readonly places: readonly CheckedPlace[];
  /** The file with what could be repaired; the same text when there was nothing. */
  readonly repaired: string;
  readonly done: ReadonlySet<CheckedReference>;
  /** Why something that could be repaired was left. */
  readonly left: readonly string[];
}

export interface CheckRules {
  /** Also what is right but written unlike it is usual in `Fixes:` lines. */
  readonly strict: boolean;
  /** References to commits that are not here are let pass. */
  readonly lenient: boolean;
}

/** What references are looked up in. */
export interface ReferenceBase {
  /** The repository of the message, then others. */
  readonly tables: readonly CommitTable[];
  /** Names of the project: where the repository was cloned from, or where it lies. */
  readonly own: string;
  /** Ends the check of a file. */
  readonly signal?: AbortSignal | undefined;
}

/** The indexes of all repositories, opened once for many texts. */
export async function openReferences(settings: ResolveSettings): Promise<ReferenceBase> {
  const tables: CommitTable[] = [];
  for (const dir of settings.repos) tables.push(await openTable(buildRequest(settings, { dir, whole: true })));
  const lines = await openCommitLines(settings.repos[0], settings.signal);
  try {
    return { tables, own: (await lines.remoteUrl()) ?? lines.gitDir, signal: settings.signal };
  } finally {
    await lines.close();
  }
}

/** Every reference in the messages of a range; of all commits when it is undefined. */
export async function* checkCommits(
  settings: ResolveSettings,
  base: ReferenceBase,
  expression: string | undefined,
): AsyncGenerator<CheckedCommit, void, void> {
  const lines = await openCommitLines(settings.repos[0], settings.signal);
  try {
    for await (const { sha, time, text } of lines.messages(await listCommits(lines, expression))) {
      const mainline = base.tables[0].withPrefix(sha, 1)[0]?.mainline ?? true;
      yield { sha, places: checkText(base, text, { before: time, mainline, title: titleOf(text) }) };
    }
  } finally {
    await lines.close();
  }
}

async function listCommits(lines: CommitLines, expression: string | undefined): ReturnType<CommitLines['range']> {
  if (expression !== undefined) return lines.range(expression);
  const tips = [...new Set((await lines.tips()).map(({ sha }) => sha))];
  return lines.ids({ tips, not: [] });
}

const titleOf = (text: string): string => text.slice(0, Math.max(0, text.indexOf('\n')) || text.length);

type TextContext = Omit<MessageContext, 'own' | 'ported'>;

/** Every reference of one message. */
export const checkText = (base: ReferenceBase, text: string, context: TextContext): readonly CheckedPlace[] =>
  [...checkEach(base, text, context)].filter((place) => place !== undefined);

/** One reference after the other; undefined for what names nothing after all. */
function* checkEach(
  { tables, own }: ReferenceBase,
  text: string,
  context: TextContext,
): Generator<CheckedPlace | undefined, void, void> {
  const all = findReferences(text);
  const ported = all.some((found) => isCopied(found) && tables[0].withPrefix(found.id, 1).length === 0);
  const lineOf = countLines(text);
  for (const found of all) {
    const checked = judgeReference(tables, found, { ...context, own, ported });
    yield checked === undefined ? undefined : { checked, text, line: lineOf(found.idAt[0]) };
  }
}

/** Tells the lines of places, from 1; each place stands behind the one before. */
function countLines(text: string): (at: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (at) => {
    for (; end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}

export interface FileText {
  readonly text: string;
  readonly form: FileForm;
}

/** Every reference in the words of a file: a message, mails with or without patches, the output of git log, a page. */
export async function checkFile(
  base: ReferenceBase,
  { text, form }: FileText,
  { strict }: CheckRules,
): Promise<CheckedFile> {
  const places: CheckedPlace[] = [];
  const done = new Set<CheckedReference>();
  const left: string[] = [];
  let repaired = '';
  let behind = 0;
  const lineOf = countLines(text);
  for await (const segment of inTurns(splitSegments(text, form), base.signal)) {
    const words = await readWords(text, segment);
    const before = lineOf(segment.from) - 1;
    const context = { before: undefined, mainline: true, title: segment.title ?? titleOf(words) };
    const found: CheckedPlace[] = [];
    for await (const place of inTurns(checkEach(base, words, context), base.signal))
      if (place !== undefined) found.push({ ...place, line: place.line + before });
    places.push(...found);
    const all = found.map(({ checked }) => checked);
    const mended = repairText(words, all, { strict, unicode: segment.unicode });
    const writable = segment.encoded === undefined;
    if (writable) for (const each of mended.done) done.add(each);
    else if (mended.done.length > 0)
      left.push('the mail is encoded (quoted-printable or base64): it is not rewritten in place');
    repaired += text.slice(behind, segment.from) + (writable ? mended.text : text.slice(segment.from, segment.to));
    behind = segment.to;
  }
  return { places, repaired: repaired + text.slice(behind), done, left };
}

/** The words of a segment; those of an encoded mail are decoded. */
async function readWords(text: string, { from, to, encoded }: Segment): Promise<string> {
  const raw = text.slice(from, to);
  if (encoded === undefined) return raw;
  const { default: PostalMime } = await import('postal-mime');
  const email = await PostalMime.parse(`${encoded}\n\n${raw}`);
  return email.text ?? '';
}

const FAILING: ReadonlySet<Worth> = new Set(['wrong', 'ambiguous', 'unknown']);

/** Whether a reference makes a check fail. */
export function failsCheck({ verdict }: CheckedReference, { strict, lenient }: CheckRules): boolean {
  if (verdict.worth === 'unknown' && lenient) return false;
  return FAILING.has(verdict.worth) || (strict && verdict.notes.length > 0);
}
