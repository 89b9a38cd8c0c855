import { hasBody, readMeaning } from './definition.ts';
import { languageOf } from './language.ts';

/** No function that is looked at is longer. */
const LONGEST = 500;

/** First and last line, from 1, of what a file defines under the name, as its layout shows; undefined when it does not. */
export function findBody(lines: readonly string[], name: string, path: string): readonly [number, number] | undefined {
  const language = languageOf(path) ?? 'c';
  const start = lines.findIndex((line, at) => {
    if (!line.includes(name)) return false;
    const meaning = readMeaning(line, name, language);
    return meaning?.kind === 'definition' || (meaning?.kind === 'opens' && hasBody(lines, at));
  });
  if (start < 0) return undefined;
  const end = language === 'python' ? endByIndent(lines, start) : endByBrace(lines, start);
  return [start + 1, end + 1];
}

const indentOf = (line: string): number => /^\s*/.exec(line)![0].length;

/** The last line that stands deeper than the head. */
function endByIndent(lines: readonly string[], start: number): number {
  const own = indentOf(lines[start]);
  let end = start;
  for (let at = start + 1; at < Math.min(lines.length, start + LONGEST); at++) {
    if (lines[at].trim() === '') continue;
    if (indentOf(lines[at]) <= own && !/^\s*[)\]]/.test(lines[at])) break;
    end = at;
  }
  return end;
}

/** The closing brace that stands as deep as the head; a macro or a value ends before the next empty line. */
function endByBrace(lines: readonly string[], start: number): number {
  if (!hasBody(lines, start)) return endByGap(lines, start);
  const own = indentOf(lines[start]);
  for (let at = start; at < Math.min(lines.length, start + LONGEST); at++) {
    const line = lines[at];
    if (at === start && /\{.*\}\s*;?\s*$/.test(line)) return at;
    if (at > start && /^\s*\}/.test(line) && indentOf(line) <= own) return at;
  }
  return Math.min(lines.length, start + LONGEST) - 1;
}

function endByGap(lines: readonly string[], start: number): number {
  for (let at = start; at < Math.min(lines.length, start + LONGEST); at++)
    if (!lines[at].endsWith('\\') && /;\s*$|^\s*$|[^,\\]$/.test(lines[at])) return at;
  return start;
}
