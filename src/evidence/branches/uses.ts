import type { Patch, PatchFile } from '../../git/index.ts';

/** Names of one patch that are looked for; a patch that uses more is no small fix, and the first say enough. */
const MOST_NAMES = 40;

/** Languages in which a name is written the same where it is defined and where it is used. */
const CODE = /\.(?:c|h|cc|cpp|cxx|hpp|inc|py|go)$/;

const PLUS = 43;

/** Words of the languages themselves that stand in front of `(` or behind `struct`. */
const WORDS_OF_LANGUAGE: ReadonlySet<string> = new Set(
  'if for while switch return sizeof typeof defined else case catch func def class elif with print len range append make super isinstance not and or in is'.split(
    ' ',
  ),
);

/** Calls, constants in capitals, named types, and fields: forms of use that name something defined elsewhere. */
const USES =
  /\b([A-Za-z_]\w{3,})\s*\(|\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b|\b(?:struct|union|enum) ([A-Za-z_]\w{3,})|(?:->|\w\.)([a-z_]\w{3,})\b|\b([a-z]\w{2,}_t)\b/g;

/** A line that is longer tells by its beginning: patterns then have a bounded cost. */
const LONGEST_LINE = 300;

/** What a line defines: macros, types, functions, one name of an enumeration. */
const DEFINITIONS: readonly RegExp[] = [
  /^\s*#\s*define\s+(\w+)/,
  /\b(?:struct|union|enum|class|interface|def|func) (\w+)\s*(?:[({:]|$)/,
  /^\s*(\w+)\s*(?:=[^=;]*)?,?$/,
  /^(\w+)\s*\(/,
];

/** Two words, the second of which is declared, if the first is a type. */
const DECLARED = /\b(\w+)(?: \*+|\*+ | )(\w+) ?(?=[;=,)[(:]|$)/g;
const NO_TYPES: ReadonlySet<string> = new Set(
  'return goto else case throw delete new struct union enum in and or not if'.split(' '),
);

const HEX = /^(?:0[xX])?[0-9a-fA-F]+$/;

/**
 * Names that new lines use and that the patch shows nowhere else: neither in lines around them, which a branch has where the patch
 * applies, nor as something that it defines itself. At most {@link MOST_NAMES}, in the order of the patch; code in C, C++, Python and Go only.
 */
export function findUses(patch: Patch): readonly string[] {
  const [used, shown] = [new Set<string>(), new Set<string>()];
  for (const file of patch.files) if (isCode(file)) readFile(patch, file, { used, shown });
  return [...used]
    .filter((name) => !shown.has(name) && !WORDS_OF_LANGUAGE.has(name) && !HEX.test(name))
    .slice(0, MOST_NAMES);
}

const isCode = ({ newPath, binary }: PatchFile): boolean => newPath !== undefined && !binary && CODE.test(newPath);

interface Names {
  readonly used: Set<string>;
  readonly shown: Set<string>;
}

function readFile(patch: Patch, { hunks }: PatchFile, names: Names): void {
  for (const hunk of hunks) {
    let comment = false;
    for (let line = hunk.from; line < hunk.to; line += 1) {
      const text = patch.bytes.toString('latin1', patch.lineStart[line], lineEnd(patch, line));
      if (patch.lineSign[line] !== PLUS) for (const [name] of text.matchAll(/\w+/g)) names.shown.add(name);
      const code = stripLine(text, comment);
      comment = code.comment;
      if (patch.lineSign[line] === PLUS) readLine(code.text, names);
    }
  }
}

const lineEnd = ({ lineStart, lineEnd: ends }: Patch, line: number): number =>
  Math.min(ends[line], lineStart[line] + LONGEST_LINE);

function readLine(text: string, { used, shown }: Names): void {
  for (const match of text.matchAll(USES)) used.add(match.slice(1).find((name) => name !== undefined) as string);
  for (const pattern of DEFINITIONS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) shown.add(name);
  }
  if (text.trimStart().startsWith('#')) return;
  for (const [, type, name] of text.matchAll(DECLARED)) if (!NO_TYPES.has(type)) shown.add(name);
}

/** Without strings and comments; `comment`: the line begins, or ends, inside of one. */
function stripLine(line: string, comment: boolean): { readonly text: string; readonly comment: boolean } {
  if (comment) {
    const end = line.indexOf('*/');
    return end < 0 ? { text: '', comment } : stripLine(line.slice(end + 2), false);
  }
  if (/^\s*\*(?:\s|\/|$)/.test(line)) return { text: '', comment: false };
  const bare = line
    .replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/g, '""')
    .replace(/\/\*.*?\*\//g, ' ')
    .replace(/\/\/.*$/, '')
    .replace(/^\s*#\s*(?:include|error|warning|pragma).*$/, '');
  const start = bare.indexOf('/*');
  return start < 0 ? { text: bare, comment: false } : { text: bare.slice(0, start), comment: true };
}
