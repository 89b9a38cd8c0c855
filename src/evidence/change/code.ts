import type { ChangedLine, HunkLines } from './lines.ts';

/** A changed line with what of it a compiler reads; `code` is '' for comments, blank lines, and texts about a module or an option. */
export interface CodeLine extends ChangedLine {
  readonly code: string;
  /** The same for changed lines that stand together, with no line between them that stays. */
  readonly block: string;
}

const C_LIKE = /\.(?:c|h|cc|cpp|hpp|hh|cxx|s|S|dts|dtsi|y|l|java|js|ts|rs|go|lds|asn1)$/;
const HASHED = /(?:^|\/)(?:Kconfig|Makefile|Kbuild|meson)[^/]*$|\.(?:py|sh|pl|yaml|yml|mk|cmake|conf|rules|toml|in)$/;
const KCONFIG = /(?:^|\/)Kconfig[^/]*$/;
/** The text that a person reads about an option stands two blanks behind the tab of `help`. */
const HELP = /^\t {2}\S/;
/** What `modinfo` prints about a module. */
const ABOUT = /^MODULE_(?:DESCRIPTION|AUTHOR)\(\s*"(?:[^"\\]|\\.)*"\s*\);$/;
/** In these files the leading blanks of a line have a meaning. */
const BLANKS_MEAN = /(?:^|\/)(?:Makefile|Kbuild)[^/]*$|\.(?:py|yaml|yml|mk)$/;

export const blanksMean = (path: string): boolean => BLANKS_MEAN.test(path);

/** The changed lines of hunks with their code. A comment that begins above a hunk is known by the stars of its lines. */
export const readCode = (hunks: readonly HunkLines[]): readonly CodeLine[] => hunks.flatMap(readHunkCode);

function readHunkCode({ path, lines }: HunkLines): CodeLine[] {
  if (C_LIKE.test(path)) return readC(lines);
  const plain = HASHED.test(path) ? (text: string) => text.replace(/(^|\s)#.*/, '$1') : (text: string) => text;
  const strip = KCONFIG.test(path) ? (text: string) => (HELP.test(text) ? '' : plain(text)) : plain;
  const read: CodeLine[] = [];
  let block = '';
  for (const line of lines) {
    block = blockOf(line, block);
    if (line.sign !== ' ')
      read.push({ ...line, code: blanksMean(path) ? strip(line.text).trimEnd() : strip(line.text).trim(), block });
  }
  return read;
}

/** Named by its first line. */
const blockOf = (line: ChangedLine, before: string): string =>
  line.sign === ' ' ? '' : before === '' ? `${line.path}:${line.sign}${line.line}` : before;

/** The old and the new side each have their own open comment. */
function readC(lines: readonly ChangedLine[]): CodeLine[] {
  const began = startsInside(lines);
  const inside = { old: began, new: began };
  const read: CodeLine[] = [];
  let block = '';
  for (const line of lines) {
    block = blockOf(line, block);
    const { code, open } = stripComments(line.text, line.sign === '-' ? inside.old : inside.new);
    if (line.sign !== '+') inside.old = open;
    if (line.sign !== '-') inside.new = open;
    if (line.sign !== ' ') read.push({ ...line, code: ABOUT.test(code.trim()) ? '' : code.trim(), block });
  }
  return read;
}

/** True when the first mark of a comment in the hunk is an end, or its first lines have the star of a comment's inside. */
function startsInside(lines: readonly ChangedLine[]): boolean {
  for (const { text } of lines) {
    const [open, close] = [text.indexOf('/*'), text.indexOf('*/')];
    if (close >= 0 && (open < 0 || close < open)) return true;
    if (open >= 0) return false;
  }
  return lines.length > 0 && lines.every(({ text }) => /^\s*\*(?:\s|$)/.test(text));
}

function stripComments(text: string, inside: boolean): { readonly code: string; readonly open: boolean } {
  let code = '';
  let open = inside;
  for (let at = 0; at < text.length;) {
    if (open) {
      const end = text.indexOf('*/', at);
      if (end < 0) return { code, open };
      at = end + 2;
      open = false;
      continue;
    }
    if (text.startsWith('//', at)) break;
    if (text.startsWith('/*', at)) {
      open = true;
      at += 2;
      continue;
    }
    const end = text[at] === '"' ? endOfString(text, at) : at + 1;
    code += text.slice(at, end);
    at = end;
  }
  return { code, open };
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
