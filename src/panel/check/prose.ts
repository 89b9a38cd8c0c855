import { plainText } from './plain.ts';
import { isRow, sayTable } from './tables.ts';
import { cutBlocks, type Block } from './blocks.ts';

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
  /** The last sentence before it, or the one that goes on behind it. */
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

/** An explanation as sentences and blocks of code. Wrapped lines are joined, tables and links said in words, marks of emphasis taken away. */
export function parseProse(text: string): Prose {
  const read = text.slice(0, MOST_TEXT);
  const sentences: Sentence[] = [];
  const fences: Fence[] = [];
  let numbered = 0;
  let passed = 0;
  const take = (paragraph: string): void => {
    numbered += 1;
    for (const sentence of splitSentences(plainText(paragraph))) {
      const kept = sentences.length < MOST_SENTENCES ? sentence.slice(0, MOST_SENTENCE) : '';
      passed += sentence.length - kept.length;
      if (kept !== '') sentences.push({ text: kept, block: numbered, before: sentences.at(-1) });
    }
  };
  const blocks = cutBlocks(read);
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'code') {
      const next = leadsTo(blocks[at - 1]) ? undefined : blocks[at + 1];
      const behind = goesOn(next) ? splitSentences(plainText(joinLines(next.lines)))[0] : undefined;
      const introducedBy =
        behind === undefined ? sentences.at(-1) : { text: behind, block: numbered + 1, before: undefined };
      fences.push({ language: block.language, lines: block.lines, introducedBy });
      for (const line of block.lines) if (isListed(line)) take(sayListed(line) ?? line);
    } else for (const paragraph of paragraphsOf(blocks, at)) take(paragraph);
  }
  return { sentences, fences, cut: text.length - read.length + passed };
}

/** A paragraph that begins in the midst of a sentence: the quotation or listing before it is a part of that. */
const goesOn = (block: Block | undefined): block is Block =>
  block?.kind === 'text' && /^\s*(?:[a-z]|\((?=\w))/.test(block.lines[0]);
const leadsTo = (block: Block | undefined): boolean =>
  block?.kind === 'text' && /[:,–—]\s*$/.test(block.lines.at(-1) ?? '');

/** The paragraphs of one block, with the quotation before or behind it. */
function paragraphsOf(blocks: readonly Block[], at: number): readonly string[] {
  const block = blocks[at];
  if (block.kind === 'quote') return goesOn(blocks[at + 1]) || leadsTo(blocks[at - 1]) ? [] : [joinLines(block.lines)];
  if (isRow(block.lines[0])) return sayTable(block.lines);
  const listed = block.lines.length === 1 ? sayListed(block.lines[0]) : undefined;
  if (listed !== undefined) return [listed];
  const said = joinLines(block.lines);
  const [before, behind] = [blocks[at - 1], blocks[at + 1]];
  const ahead = before?.kind === 'quote' && goesOn(block) && !leadsTo(blocks[at - 2]) ? `${sayQuoted(before)} ` : '';
  return [`${ahead}${said}${behind?.kind === 'quote' && leadsTo(block) ? ` ${sayQuoted(behind)}` : ''}`];
}

const sayQuoted = ({ lines }: Block): string => `“${joinLines(lines).replaceAll(/["“”]/g, "'")}”`;

const LISTED = /^\s*(?:[*+-] )?`?([0-9a-f]{7,40})`?(?: \([^()]{1,80}\))? (\S.{5,200})$/;
/** Prose may begin with an id: a subject does not begin so, and ends without a full stop. */
const PROSE =
  /^(?:is|was|are|were|has|had|does|did|adds|fixes|and|or|which|that|to|in|on|for|from|as|by|at|–|—|-|=)\b|[.!?;]$/;

const isListed = (line: string): boolean =>
  LISTED.test(line) ||
  /^\s*\d{1,5} files? changed,/.test(line) ||
  /^\s*[\w./+-]{3,120}\.\w{1,4}:\d{1,6}:/.test(line) ||
  /^\s*(?:Author|AuthorDate|CommitDate|Date):\s/.test(line);

/** A line as `git log --oneline` prints it, in words. */
function sayListed(line: string): string | undefined {
  const [, id, subject] = LISTED.exec(line) ?? [];
  if (id === undefined || !/\d/.test(id) || PROSE.test(subject) || /^["“'(]/.test(subject)) return undefined;
  return `commit ${id} (“${subject.replaceAll(/["“”]/g, "'")}”)`;
}

/** A line of mail is wrapped at about 72 columns; a hyphen or slash there belongs to a word. */
const WRAPPED = 55;

function joinLines(lines: readonly string[]): string {
  let joined = '';
  for (const line of lines) {
    const next = line.trim().replace(/\s+/g, ' ');
    const glued = joined.length > WRAPPED && /[\w)][-/]$/.test(joined) && /^\w/.test(next);
    joined = joined === '' || glued ? joined + next : `${joined} ${next}`;
  }
  return joined;
}

const SHORT = /(?:\b(?:e\.g|i\.e|vs|etc|cf|resp|approx|no|fig|Jr|Sr|Dr|St)|\s[A-Z])\.$/;

/** `no.` before a word is an answer, before a digit it is short for a number. */
const ENDS = /\bno\.\s+\D$/;

/** At `.`, `!`, `?` before a blank; what stands in quotes, backticks or brackets is not cut. */
function splitSentences(text: string): string[] {
  const guarded = guard(text);
  const found: string[] = [];
  let from = 0;
  for (const end of guarded.matchAll(/[.!?]["”)]?\s+(?=[^\sa-z])|;\s+/g)) {
    const to = end.index + end[0].length;
    if (SHORT.test(guarded.slice(from, end.index + 1)) && !ENDS.test(guarded.slice(from, to + 1))) continue;
    found.push(text.slice(from, to).trim());
    from = to;
  }
  found.push(text.slice(from).trim());
  return found.filter((sentence) => sentence !== '');
}

const GUARDED = [/`[^`]{1,400}`/g, /"[^"]{1,600}"/g, /“[^”]{1,600}”/g, /\([^()]{1,300}\)/g];

/** The text with quoted parts as `x` of the same length. */
export const guard = (text: string): string =>
  GUARDED.reduce((before, pattern) => before.replace(pattern, (part) => 'x'.repeat(part.length)), text);
