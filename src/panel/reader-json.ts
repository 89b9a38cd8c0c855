import type { RawJudgement } from './types.ts';

export interface FoundJson {
  /** Judgements in the form, in order. */
  readonly found: readonly RawJudgement[];
  /** The text without the objects that were looked at. */
  readonly prose: string;
  /** There was an object that speaks of a vote and does not have the form. */
  readonly broken: boolean;
}

interface JsonTerms {
  readonly parse: (answer: unknown) => RawJudgement;
  readonly given: string;
}

const MOST_OBJECTS = 20;

/** Objects in free text, fenced or not, that are judgements; those that were copied from what the member was given are not. */
export const findJson = (text: string, { parse, given }: JsonTerms): FoundJson => {
  const found: RawJudgement[] = [];
  let broken = false;
  let prose = '';
  let at = 0;
  for (const { from, to } of listObjects(text)) {
    prose += text.slice(at, from);
    at = to;
    const object = text.slice(from, to);
    if (given.includes(object)) continue;
    const judged = tryParse(object, parse);
    if (judged === undefined) broken ||= /["']?\bvote\b/.test(object);
    else found.push(judged);
  }
  prose += text.slice(at);
  // The braces of an answer that was cut never close.
  broken ||= /\{\s*"(?:claims|vote|summary)"/.test(prose);
  return { found, prose, broken };
};

const tryParse = (text: string, parse: JsonTerms['parse']): RawJudgement | undefined => {
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Outermost pairs of braces that hold a quoted key; braces inside of strings do not count. One pass. */
const listObjects = (text: string): readonly Span[] => {
  const spans: Span[] = [];
  const start = /\{\s*"/g;
  for (let found = start.exec(text); found !== null && spans.length < MOST_OBJECTS; found = start.exec(text)) {
    const to = endOf(text, found.index);
    if (to === undefined) break;
    spans.push({ from: found.index, to });
    start.lastIndex = to;
  }
  return spans;
};

const endOf = (text: string, from: number): number | undefined => {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
};
