/** One sentence of an explanation, on one line. */
export interface Sentence {
  readonly text: string;
  /** Number of the paragraph or list item that it stands in. */
  readonly block: number;
  readonly before: Sentence | undefined;
}

/** A block of code between fences, as written. */
export interface Fence {
  /** What stands behind the opening fence, e.g. `diff`. */
  readonly language: string;
  readonly lines: readonly string[];
  /** The last sentence before it. */
  readonly introducedBy: Sentence | undefined;
}

export interface Prose {
  readonly sentences: readonly Sentence[];
  readonly fences: readonly Fence[];
  /** Characters that were not read: behind the limits of a text, of a sentence, of their number. */
  readonly cut: number;
}

/** Explanations of people and machines are shorter; what is longer is read up to here. */
const MOST_TEXT = 200_000;
/** A sentence behind this is nobody's prose, and patterns need not walk it. */
const MOST_SENTENCE = 3_000;
/** Ten thousand words have some hundreds. */
const MOST_SENTENCES = 5_000;

const FENCE = /^\s*(?:```|~~~)\s*([\w+-]*)\s*$/;
const ITEM = /^\s*(?:[-*+•✓✗]|\d{1,3}[.)]|#{1,6})\s+/;
/** A line of mail is wrapped at about 72 columns; a hyphen or slash there belongs to a word. */
const WRAPPED = 55;

/** An explanation as sentences and blocks of code. Wrapped lines are joined, quotation marks of mail and emphasis taken away. */
export function parseProse(text: string): Prose {
  const read = text.slice(0, MOST_TEXT);
  const sentences: Sentence[] = [];
  const fences: Fence[] = [];
  let block: string[] = [];
  let blocks = 0;
  let passed = 0;
  let open: { readonly language: string; readonly lines: string[] } | undefined;
  const close = (): void => {
    blocks += 1;
    for (const sentence of splitSentences(joinLines(block))) {
      const kept = sentences.length < MOST_SENTENCES ? sentence.slice(0, MOST_SENTENCE) : '';
      passed += sentence.length - kept.length;
      if (kept !== '') sentences.push({ text: kept, block: blocks, before: sentences.at(-1) });
    }
    block = [];
  };
  for (const line of unquote(read)) {
    const fence = FENCE.exec(line);
    if (fence !== null) {
      if (open !== undefined) fences.push({ ...open, introducedBy: sentences.at(-1) });
      else close();
      open = open === undefined ? { language: fence[1].toLowerCase(), lines: [] } : undefined;
    } else if (open !== undefined) open.lines.push(line);
    else if (line.trim() === '') close();
    else {
      if (ITEM.test(line)) close();
      block.push(line.replace(ITEM, ''));
    }
  }
  close();
  if (open !== undefined) fences.push({ ...open, introducedBy: sentences.at(-1) });
  return { sentences, fences, cut: text.length - read.length + passed };
}

function unquote(text: string): string[] {
  const lines = text.replaceAll('\r', '').replaceAll('\0', ' ').split('\n');
  const quoted = lines.filter((line) => line.startsWith('>')).length;
  return quoted * 2 > lines.length ? lines.map((line) => line.replace(/^(?:> ?)+/, '')) : lines;
}

function joinLines(lines: readonly string[]): string {
  let joined = '';
  for (const line of lines) {
    const next = line.trim().replace(/\s+/g, ' ');
    const glued = joined.length > WRAPPED && /[\w)][-/]$/.test(joined) && /^\w/.test(next);
    joined = joined === '' || glued ? joined + next : `${joined} ${next}`;
  }
  return joined.replaceAll(/\*\*([^*`]{1,200})\*\*/g, '$1');
}

const SHORT = /(?:\b(?:e\.g|i\.e|vs|etc|cf|resp|approx|no|fig|Jr|Sr|Dr|St)|\s[A-Z])\.$/;

/** At `.`, `!`, `?` before a blank; what stands in quotes, backticks or brackets is not cut. */
function splitSentences(text: string): string[] {
  const guarded = guard(text);
  const found: string[] = [];
  let from = 0;
  for (const end of guarded.matchAll(/[.!?]["”)]?\s+(?=[^\sa-z])|;\s+/g)) {
    const to = end.index + end[0].length;
    if (SHORT.test(guarded.slice(from, end.index + 1))) continue;
    found.push(text.slice(from, to).trim());
    from = to;
  }
  found.push(text.slice(from).trim());
  return found.filter((sentence) => sentence !== '');
}

const GUARDED = [/`[^`]{1,400}`/g, /"[^"]{1,400}"/g, /“[^”]{1,400}”/g, /\([^()]{1,300}\)/g];

/** The text with quoted parts as `x` of the same length. */
export const guard = (text: string): string =>
  GUARDED.reduce((before, pattern) => before.replace(pattern, (part) => 'x'.repeat(part.length)), text);
