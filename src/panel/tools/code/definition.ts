import type { Language } from './language.ts';

/** What a line says of a name. `opens`: a definition if a body follows before a semicolon. */
export type LineMeaning =
  | { readonly kind: 'definition'; readonly what: string; readonly sure: boolean }
  | { readonly kind: 'opens' }
  | { readonly kind: 'declaration' };

type Rule = readonly [pattern: (name: string) => RegExp, meaning: LineMeaning];

const sure = (what: string): LineMeaning => ({ kind: 'definition', what, sure: true });
const likely = (what: string): LineMeaning => ({ kind: 'definition', what, sure: false });

/** Names are letters, digits and _ only, so that they stand for themselves in a pattern. */
const rules: Readonly<Record<Language, readonly Rule[]>> = {
  c: [
    [(name) => new RegExp(String.raw`^\s*#\s*define\s+${name}\b`), sure('macro')],
    [
      (name) =>
        new RegExp(String.raw`^\s*(?:typedef\s+)?(?:struct|union|enum|class)\s+(?:\w+\s+)?${name}\s*(?:\{|:[^:]|$)`),
      sure('type'),
    ],
    [
      (name) => new RegExp(String.raw`^\s*typedef\b.*(?:\b${name}\s*(?:\[.*\])?;|\(\s*\*\s*${name}\s*\))`),
      sure('type'),
    ],
    [(name) => new RegExp(String.raw`^\}[^;]*\b${name}\s*;`), likely('type')],
    [(name) => new RegExp(String.raw`^\s*extern\b.*\b${name}\b`), { kind: 'declaration' }],
    [
      (name) =>
        new RegExp(String.raw`^(?:[A-Z][A-Z0-9_]*DEFINE\w*|DEFINE_\w+|FUNC\w*|ENTRY|SYM_\w*START\w*)\s*\(\s*${name}\b`),
      likely('defined by a macro'),
    ],
    [
      (name) =>
        new RegExp(String.raw`^(?!return\b|else\b|goto\b|case\b)(?:[A-Za-z_][\w\s*&:<>,]*[\s*&:])?${name}\s*\([^;]*$`),
      { kind: 'opens' },
    ],
    [
      (name) =>
        new RegExp(
          String.raw`^(?!return\b|else\b|goto\b|case\b)(?:[A-Za-z_][\w\s*&:<>,()]*[\s*&:])?${name}\s*\(.*\)\s*\{.*$`,
        ),
      sure('function'),
    ],
    [
      (name) => new RegExp(String.raw`^(?:[A-Za-z_][\w\s*&:<>,]*[\s*&:])${name}\s*\(.*\)[^={]*;`),
      { kind: 'declaration' },
    ],
    [
      (name) =>
        new RegExp(
          String.raw`^(?!return\b|goto\b)[A-Za-z_][\w\s*]*[\s*]${name}\s*(?:\[[^\]]*\]\s*)*(?:=|;|\w*attribute)`,
        ),
      likely('variable'),
    ],
  ],
  python: [
    [(name) => new RegExp(String.raw`^\s*(?:async\s+)?def\s+${name}\s*\(`), sure('function')],
    [(name) => new RegExp(String.raw`^\s*class\s+${name}\b`), sure('class')],
    [(name) => new RegExp(String.raw`^${name}\s*(?::[^=]+)?=[^=]`), likely('variable')],
  ],
  go: [
    [(name) => new RegExp(String.raw`^func\s+(?:\([^)]*\)\s*)?${name}\s*[([]`), sure('function')],
    [(name) => new RegExp(String.raw`^\s*(?:type|var|const)\s+${name}\b`), sure('type or value')],
  ],
  rust: [
    [(name) => new RegExp(String.raw`\bfn\s+${name}\b`), sure('function')],
    [
      (name) => new RegExp(String.raw`\b(?:struct|enum|trait|type|mod|const|static|union)\s+(?:mut\s+)?${name}\b`),
      sure('item'),
    ],
    [(name) => new RegExp(String.raw`\bmacro_rules!\s+${name}\b`), sure('macro')],
  ],
  script: [
    [
      (name) => new RegExp(String.raw`\b(?:function\*?|class|interface|enum|type)\s+${name}\b`),
      sure('function or type'),
    ],
    [(name) => new RegExp(String.raw`^\s*(?:export\s+)?(?:const|let|var)\s+${name}\b`), sure('value')],
    [
      (name) =>
        new RegExp(
          String.raw`^\s+(?:(?:static|async|private|public|protected|readonly|get|set)\s+)*${name}\s*\(.*\{\s*$`,
        ),
      likely('method'),
    ],
  ],
};

const comment: Readonly<Record<Language, RegExp>> = {
  c: /^\s*(?:\/\/|\/\*|\*(?!\w*\())/,
  python: /^\s*#/,
  go: /^\s*\/\//,
  rust: /^\s*\/\//,
  script: /^\s*(?:\/\/|\/\*|\*)/,
};

export const isComment = (line: string, language: Language): boolean => comment[language].test(line);

/** What the line says of the name; undefined when it only uses it. */
export function readMeaning(line: string, name: string, language: Language): LineMeaning | undefined {
  if (isComment(line, language)) return undefined;
  const short = line.slice(0, 400);
  return rules[language].find(([pattern]) => pattern(name).test(short))?.[1];
}

/** Lines that a head of a function may run over. */
const HEAD = 20;

/** Whether what opens at a line (counted from 0) has a body: `{` before `;`. */
export function hasBody(lines: readonly string[], at: number): boolean {
  for (const line of lines.slice(at, at + HEAD)) {
    const plain = line.replace(/"[^"]*"|'[^']*'|\/\*.*?\*\//g, '');
    const [brace, end] = [plain.indexOf('{'), plain.indexOf(';')];
    if (brace >= 0 && (end < 0 || brace < end)) return true;
    if (end >= 0) return false;
  }
  return false;
}
