import type { Draft, Paragraph, ParagraphKind, TrailerLine } from './types.ts';

/** Keys of lines at the end that hold no hyphen. */
const PLAIN_KEYS =
  /^(?:fixes|cc|link|links|closes|bug|bugs|bugzilla(?: id)?|buglink|coverity (?:issue|id)|references|origin|amends|backport|issue|jira|release|xsa|cve|ticket|task|resolves|tags?)$/i;
/** As people write it who never wrote it before: `Signed off by: A`, `Signed-off-by A <a@b>`. */
const LOOSE_KEY =
  /^((?:sign\w*|sing\w*|review\w*|ack\w*|test\w*|report\w*|suggest\w*|co-?develop\w*|debug\w*|found|bisect\w*|analy[sz]\w*|root-?cause\w*)[- ](?:and[- ]\w+[- ])?(?:of{1,2}[- ])?by)[ \t]*:?[ \t]+(\S.*)$/i;
const TRAILER = /^([A-Za-z][A-Za-z0-9-]*(?: (?:ID|issue))?)[ \t]*:[ \t]*(\S.*)$/;
/** `[name: what was changed on the way]`, `(cherry picked from commit …)`. */
const NOTE = /^(?:\[.*\]?|\(cherry picked from commit .*\)|.*\])$/;

const MOST_TRAILERS = 30;

/** Takes away what git takes away from an edited message: comments, and all behind a scissors line. */
export function cleanMessage(text: string, commentSign: string | undefined): string {
  return splitComments(text, commentSign).message;
}

/** An edited message without what git takes away, and that for itself. */
export function splitComments(
  text: string,
  commentSign: string | undefined,
): { readonly message: string; readonly comments: string } {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const sign = commentSign === 'auto' ? '#' : commentSign;
  const isComment = (line: string): boolean => sign !== undefined && line.startsWith(sign);
  const scissors = lines.findIndex((line) => isComment(line) && />8 -{10,}/.test(line));
  const end = scissors < 0 ? lines.length : scissors;
  const above = lines.slice(0, end);
  const kept = above.filter((line) => !isComment(line)).join('\n');
  return {
    message: kept.replace(/^\n+/, '').replace(/\s+$/, '\n'),
    comments: [...above.filter(isComment).map((line) => `${line}\n`), lines.slice(end).join('\n')].join(''),
  };
}

export function parseDraft(text: string): Draft {
  const lines = text.replace(/\s+$/, '').split('\n');
  const trailersFrom = findTrailers(lines);
  const words = splitParagraphs(lines.slice(0, trailersFrom), 1);
  const paragraphs = [...words, ...splitParagraphs(lines, Math.max(1, trailersFrom))].map(({ from, to }) => ({
    ...{ from, to },
    kind: from >= trailersFrom ? ('trailers' as const) : kindOf(lines.slice(from, to)),
  }));
  return { lines, subject: lines[0] ?? '', paragraphs, trailers: readTrailers(lines, trailersFrom), trailersFrom };
}

function splitParagraphs(lines: readonly string[], start: number): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = start; at < lines.length; at += 1) {
    if (lines[at].trim() === '') continue;
    const from = at;
    while (at < lines.length && lines[at].trim() !== '') at += 1;
    found.push({ from, to: at });
  }
  return found;
}

export const readKey = (line: string): { readonly key: string; readonly value: string } | undefined => {
  const strict = TRAILER.exec(line);
  if (strict !== null && (strict[1].includes('-') || PLAIN_KEYS.test(strict[1])))
    return { key: strict[1], value: strict[2].trim() };
  const loose = LOOSE_KEY.exec(line);
  return loose !== null && /[@<]/.test(loose[2]) ? { key: loose[1], value: loose[2].trim() } : undefined;
};

/** The first line of the paragraphs at the end that consist of trailers and notes between them. */
function findTrailers(lines: readonly string[]): number {
  let from = lines.length;
  for (const paragraph of splitParagraphs(lines, 1).toReversed()) {
    if (!isTrailerBlock(lines.slice(paragraph.from, paragraph.to)))
      return from === lines.length ? findTail(lines, paragraph) : from;
    from = paragraph.from;
  }
  return from;
}

/** Where trailers begin that stand right behind the last words of the text; the end of it where there are none. */
function findTail(lines: readonly string[], { from, to }: { readonly from: number; readonly to: number }): number {
  let at = Math.max(from, to - MOST_TRAILERS);
  while (at < to && (readKey(lines[at]) === undefined || !isTrailerBlock(lines.slice(at, to)))) at += 1;
  const tells = lines.slice(at, to).some((line) => /^[\w-]+-by[ \t]*:.*@|^fixes[ \t]*:[ \t]*[0-9a-f]{7,}/i.test(line));
  return tells ? at : lines.length;
}

function isTrailerBlock(block: readonly string[]): boolean {
  const keys = block.filter((line) => readKey(line) !== undefined).length;
  const notes = block.filter((line) => readKey(line) === undefined && (NOTE.test(line) || /^\s/.test(line))).length;
  const wrapped = block.filter((line, at) => readKey(line) === undefined && at > 0 && isOpen(block[at - 1])).length;
  return keys > 0 && keys + notes + wrapped >= block.length;
}

/** A `Fixes:` line whose quote goes on in the next one. */
const isOpen = (line: string): boolean => /^fixes\s*:/i.test(line) && !/["')\]]\s*$/.test(line);

function readTrailers(lines: readonly string[], start: number): TrailerLine[] {
  const found: TrailerLine[] = [];
  for (let at = start; at < lines.length; at += 1) {
    const read = readKey(lines[at]);
    if (read === undefined) continue;
    let to = at + 1;
    const goesOn = (): boolean => to < lines.length && lines[to].trim() !== '' && readKey(lines[to]) === undefined;
    while (
      goesOn() &&
      (/^\s/.test(lines[to]) || (isOpen(lines[at]) && !NOTE.test(lines[to])) || endsBracket(lines, at, to))
    )
      to += 1;
    found.push({
      ...read,
      value: [read.value, ...lines.slice(at + 1, to).map((line) => line.trim())].join(' '),
      from: at,
      to,
    });
    at = to - 1;
  }
  return found;
}

const endsBracket = (lines: readonly string[], at: number, to: number): boolean =>
  isOpen(lines[at]) && to === at + 1 && /["')]\s*$/.test(lines[to]);

const LIST = /^\s*(?:[-*+•o]|\(?\d{1,2}[.)]|[a-z][.)])\s+\S/;

/** Indented blocks, quotes, tables, logs and code are taken as they are; the rest is prose or a list. */
function kindOf(block: readonly string[]): ParagraphKind {
  if (block.some((line) => LIST.test(line)) && LIST.test(block[0])) return 'list';
  const odd = findVerbatim(block).filter(Boolean).length;
  return odd * 2 >= block.length && block.length > 0 ? 'verbatim' : 'prose';
}

/** Which lines of a paragraph nobody wraps; what stands behind a command is what it printed. */
export function findVerbatim(lines: readonly string[]): readonly boolean[] {
  const command = lines.findIndex((line) => /^\s*\$ \S/.test(line));
  return lines.map((line, at) => isVerbatim(line) || (command >= 0 && at > command));
}

/** A line that nobody wraps: quoted, indented, a log, what a compiler says, a command, a table, a link. */
const isVerbatim = (line: string): boolean =>
  /^(?:\s{2,}|\t|>|\||\$ |# |\[[ \d.]+\]|[-+=~*_]{4,}|diff --git|@@ |(?:https?|ftp):\/\/|#\d+ )/.test(line) ||
  (/^\S+$/.test(line.trim()) && line.length > 60) ||
  /^[\w./+-]+\.\w+:(?:\d+:|\s+In function\b)|\S {3,}\S.*\S {2,}\S/.test(line) ||
  /(?:^|\s)(?:[0-9a-f]{16}|0x[0-9a-f]{8,}|[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]:|R[A-Z]{2}:|Call Trace|BUG:|WARNING: )/.test(
    line,
  );

export const textOf = ({ lines }: Draft, { from, to }: Paragraph): string => lines.slice(from, to).join('\n');

/** Prose and lists behind the subject, without what is quoted and without trailers. */
export const proseOf = (draft: Draft): string =>
  draft.paragraphs
    .filter(({ kind }) => kind === 'prose' || kind === 'list')
    .map((paragraph) => textOf(draft, paragraph))
    .join('\n\n');
