import { UsageError } from '../../errors.ts';
import { renderReason } from './rationale.ts';
import type { Rationale, Reasoned } from './rationale.ts';
import { listBase, parseVector } from './vector.ts';
import type { CvssVector } from './vector.ts';
import { plural } from '../../plural.ts';

/** Columns of a line, spaces before lines that go on, and characters of the reasons in a record. */
const WIDTH = 72;
const INDENT = '    ';
const LONGEST = 4096;

const HEAD = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (CVSS:\S+)$/;
const OPENS = /^([A-Z]{1,3}:[A-Z])\s+[-–—:]\s+(\S)/;
const ENTRY = /^([A-Z]+):([A-Z]) - (\S.*)$/;

/**
 * A `.cvss` file: organisation and vector, an empty line, then one entry for every base metric in the order of the vector
 * (`AV:L - why`), wrapped, lines that go on indented by four spaces.
 * @throws UsageError `cvss-text` with the line that does not fit or disagrees with the vector.
 */
export const parseRationale = (text: string, name = 'the score'): Rationale =>
  naming(name, () => {
    const lines = text.split('\n');
    if (lines.pop() !== '') throw refuse(lines.length + 1, 'the last line has no end');
    const head = HEAD.exec(lines[0]);
    if (head === null) throw refuse(1, 'the id of an organisation, a space and a vector are needed');
    if (lines[1] !== '') throw refuse(2, 'it must be empty');
    const vector = parseHead(head[2]);
    const reasons = joinEntries(lines.slice(2)).map(({ entry, line }) => parseReason(entry, line));
    checkReasons(vector, reasons);
    return { organisation: head[1], vector, reasons };
  });

const parseHead = (text: string): CvssVector => {
  try {
    return parseVector(text);
  } catch (error) {
    throw error instanceof UsageError ? refuse(1, error.message) : error;
  }
};

/**
 * Reasons as people and models write them, against the vector that they are for: an entry opens with `AV:L - why`, lines that
 * follow belong to it whatever their width. @throws UsageError `cvss-text` as {@link parseRationale} has it.
 */
export const parseReasons = (text: string, vector: CvssVector, name = 'the score'): readonly Reasoned[] =>
  naming(name, () => {
    const entries: Entry[] = [];
    for (const [at, raw] of text.split('\n').entries()) {
      const said = raw.replace(/^\s*[-*]\s+(?=[A-Z]+:)/, '').trim();
      if (said === '') continue;
      const last = entries.at(-1);
      if (OPENS.test(said)) entries.push({ entry: said.replace(OPENS, '$1 - $2'), line: at + 1 });
      else if (last === undefined) throw refuse(at + 1, "an entry looks like 'AV:L - why'");
      else entries[entries.length - 1] = { ...last, entry: `${last.entry} ${said}` };
    }
    const reasons = entries.map(({ entry, line }) => parseReason(entry, line));
    checkReasons(vector, reasons);
    return reasons;
  });

/** The same file for the same values. */
export const renderRationale = ({ organisation, vector, reasons }: Rationale): string =>
  [`${organisation} ${vector.text}`, '', ...reasons.flatMap((reason) => wrap(renderReason(reason))), ''].join('\n');

/** @throws UsageError `cvss-text` unless the reasons are those of the vector: every base metric once, in order, with its value. */
const checkReasons = (vector: CvssVector, reasons: readonly Reasoned[]): void => {
  const wanted = listBase(vector);
  for (const [at, [metric, value]] of wanted.entries()) {
    const found = reasons[at];
    if (found?.metric === metric && found.value === value) continue;
    const said = found === undefined ? 'nothing' : `${found.metric}:${found.value}`;
    throw refuse(undefined, `entry ${at + 1} is ${said}, the vector says ${metric}:${value}`);
  }
  if (reasons.length > wanted.length)
    throw refuse(undefined, `${plural(reasons.length, 'entry', 'entries')} for ${plural(wanted.length, 'metric')}`);
  const characters = [...reasons.map(renderReason).join('\n')].length;
  if (characters > LONGEST) throw refuse(undefined, `${characters} characters of reasons, a record takes ${LONGEST}`);
};

interface Entry {
  readonly entry: string;
  readonly line: number;
}

const joinEntries = (lines: readonly string[]): Entry[] => {
  const entries: Entry[] = [];
  for (const [at, text] of lines.entries()) {
    const line = at + 3;
    if (text.trim() === '') throw refuse(line, 'it must not be empty');
    if ([...text].length > WIDTH && text.trim().includes(' ')) throw refuse(line, `it is wider than ${WIDTH} columns`);
    if (!text.startsWith(INDENT)) entries.push({ entry: text, line });
    else entries.push(continueEntry(entries.pop(), text.slice(INDENT.length), line));
  }
  return entries;
};

const continueEntry = (before: Entry | undefined, more: string, line: number): Entry => {
  if (before === undefined || more !== more.trim())
    throw refuse(line, 'an entry opens without spaces, and goes on after four');
  return { entry: `${before.entry} ${more}`, line: before.line };
};

const parseReason = (entry: string, line: number): Reasoned => {
  const [, metric, value, why] = ENTRY.exec(entry) ?? [];
  if (why === undefined) throw refuse(line, "an entry looks like 'AV:L - why'");
  return { metric, value, why };
};

/** Words to lines of at most {@link WIDTH} columns; a longer word has a line of its own. */
const wrap = (entry: string): string[] => {
  const lines: string[] = [];
  for (const word of entry.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if ([...last].length + 1 + [...word].length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(INDENT + word);
  }
  return lines;
};

/** What is wrong with a text, before it is said which. */
class Unfit extends Error {}

const refuse = (line: number | undefined, why: string): Unfit =>
  new Unfit(`${line === undefined ? 'the reasons' : `line ${line}`} of {name}: ${why}`);

/** Says in every refusal which text it is about. */
const naming = <Value>(name: string, parse: () => Value): Value => {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof Unfit)) throw cause;
    throw new UsageError(
      'cvss-text',
      cause.message.replace('{name}', () => name),
      { cause },
    );
  }
};
