/** A mail of more lines is a log or an attack; what people say stands at the top. */
const MOST_LINES = 5000;
const LONGEST_LINE = 1000;

/** Marks behind which a mail repeats another one without quoting it line by line. */
const REPEATED = /^\s*(?:-{2,} ?(?:original message|forwarded message)\b|_{10,}\s*$)/i;
const QUOTED = /^\s{0,3}[>|]/;

/** What the writer of a mail says: paragraphs of own words, each as one line; see {@link readOwnLines}. */
export const readOwnWords = (text: string): readonly string[] =>
  readOwnLines(text)
    .map((lines) => lines.join(' ').replace(/\s+/g, ' ').trim())
    .filter((paragraph) => /\p{L}{2}/u.test(paragraph));

/**
 * Paragraphs of the writer's own lines. Quotes are left out, also the line that names whose words
 * they are, signatures, repeated mails and patches.
 */
export function readOwnLines(text: string): readonly (readonly string[])[] {
  const lines = cutRepeated(text.split(/\r?\n/, MOST_LINES));
  const paragraphs: string[][] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) paragraphs.push(open);
    open = [];
  };
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '' || QUOTED.test(line) || line.length > LONGEST_LINE || isAttribution(lines, at)) close();
    else open.push(line.trim());
  }
  close();
  return paragraphs;
}

function cutRepeated(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(
    (line, at) =>
      /^-- ?$/.test(line) || line.startsWith('diff --git ') || REPEATED.test(line) || opensHeaders(lines, at),
  );
  return end < 0 ? lines : lines.slice(0, end);
}

/** `From: X`, `Sent: …`, `To: …` in a row: a mail program that does not quote. */
const opensHeaders = (lines: readonly string[], at: number): boolean =>
  /^(?:\*?From:\*?|Von:|De :) ?\S/.test(lines[at] ?? '') &&
  lines.slice(at + 1, at + 4).some((line) => /^\*?(?:Sent|Date|To|Gesendet|Datum|Envoyé)\s?:\*? ?\S/.test(line));

/** `On …, X wrote:` and its like in any language: the line, or the two lines, with a colon at their end before a quote. */
function isAttribution(lines: readonly string[], at: number): boolean {
  if (/^(?:On|Am|Le|Quoting|Il|El|Op) .{5,200}:\s*$/.test(lines[at] ?? '')) return true;
  const ends = [at, at + 1].find((each) => /:\s*$/.test(lines[each] ?? ''));
  if (ends === undefined || (ends > at && !/^(?:On|Am|Le|Il|El|Op) /.test(lines[at] ?? ''))) return false;
  const next = lines.slice(ends + 1).find((line) => line.trim() !== '');
  return next !== undefined && QUOTED.test(next) && /\d|@|\bwrote\b/.test(lines[ends] ?? '');
}

/** Sentences of a paragraph, marks at their ends kept; a version number ends none. */
export const splitSentences = (paragraph: string): readonly string[] =>
  paragraph
    .split(/(?<=[.!?…]["')\]]?)\s+(?=["'([]?[\p{Lu}\p{N}])|(?<=[?!])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
