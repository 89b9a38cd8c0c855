import { findNewFunctions } from './api.ts';
import type { CodeLine } from './code.ts';

/** Code that a patch changes without changing what it does, as far as its lines show; with the words that tell it. */
export interface Sameness {
  readonly kind: 'renamed' | 'unused';
  /** One name that stands for it. */
  readonly name: string;
  readonly line: CodeLine;
}

const TOKEN = /[A-Za-z_]\w*|\d\w*|"(?:[^"\\]|\\.)*"|[^\s\w]/g;
const NAME = /^[A-Za-z_]\w*$/;
/** `int ret;`, `struct foo *bar = x;` within a function. */
const DECLARATION =
  /^(?:(?:const|static|struct|enum|union|unsigned|signed|volatile)\s+)*[a-z]\w*[\s*]+(\w+)(?:\[\w*\])?\s*;$/;

/** What of a patch is the same under other names, or stands there for nobody. */
export function findSameness(lines: readonly CodeLine[]): Sameness | undefined {
  const code = lines.filter((line) => line.code !== '');
  return findRenamed(code) ?? findUnused(code);
}

/**
 * Both sides are the same tokens in the same order when every name is replaced by its new one, and each new name is new: it
 * stands on no removed line, and its old one on no added line or its declaration is added. A name that was there
 * before and is used instead of another one is a change of what the code does, and not found here.
 */
function findRenamed(code: readonly CodeLine[]): Sameness | undefined {
  const declared = new Set(
    code.filter(({ sign }) => sign === '+').flatMap((line) => DECLARATION.exec(line.code)?.[1] ?? []),
  );
  const tokens = (sign: '+' | '-'): string[] =>
    code
      .filter((line) => line.sign === sign && !(sign === '+' && isOwn(line, declared)))
      .flatMap((line) => line.code.match(TOKEN) ?? []);
  const [before, after] = [tokens('-'), tokens('+')];
  if (before.length === 0 || before.length !== after.length) return undefined;
  const names = new Map<string, string>();
  for (const [n, old] of before.entries()) {
    const fresh = after[n];
    if ((names.get(old) ?? fresh) !== fresh) return undefined;
    if (old !== fresh && !(NAME.test(old) && NAME.test(fresh))) return undefined;
    names.set(old, fresh);
  }
  const renamed = [...names].filter(([old, fresh]) => old !== fresh);
  const [stood, stands] = [new Set(before), new Set(after)];
  const isNew = ([old, fresh]: readonly [string, string]): boolean =>
    !stood.has(fresh) && (declared.has(fresh) || (!stands.has(old) && isDefined(code, fresh)));
  if (renamed.length === 0 || !renamed.every(isNew)) return undefined;
  const [[, name]] = renamed;
  return { kind: 'renamed', name, line: code.find((line) => line.code.includes(name)) ?? code[0] };
}

const isOwn = (line: CodeLine, declared: ReadonlySet<string>): boolean =>
  declared.has(DECLARATION.exec(line.code)?.[1] ?? '');

const TYPE_HEAD = /^(?:struct|union|enum)\s+(\w+)\s*\{$/;

/** An added function, type or define gives the name its meaning; capitals before a bracket are a macro that is used. */
const isDefined = (code: readonly CodeLine[], name: string): boolean =>
  (/[a-z]/.test(name) && findNewFunctions(code).includes(name)) ||
  code.some(
    (line) =>
      line.sign === '+' &&
      (TYPE_HEAD.exec(line.code)?.[1] === name || /^#define\s+(\w+)/.exec(line.code)?.[1] === name),
  );

/** Types alone are added, and nothing in the patch names them again. Constants are not looked at: an id may be one. */
function findUnused(code: readonly CodeLine[]): Sameness | undefined {
  if (code.length === 0 || code.some(({ sign, path }) => sign === '-' || !/\.[ch]$/.test(path))) return undefined;
  const blocks = [...Map.groupBy(code, ({ block }) => block).values()];
  if (!blocks.every(isDefinitions)) return undefined;
  const names = code.flatMap((line) => TYPE_HEAD.exec(line.code)?.[1] ?? []);
  const text = code.map((line) => line.code).join('\n');
  if (names.length === 0 || names.some((name) => text.split(new RegExp(`\\b${name}\\b`)).length > 2)) return undefined;
  return { kind: 'unused', name: names[0], line: code[0] };
}

function isDefinitions(block: readonly CodeLine[]): boolean {
  let open = false;
  return block.every((line) => {
    if (open) {
      if (line.code.startsWith('}')) open = false;
      return true;
    }
    if (TYPE_HEAD.test(line.code)) {
      open = true;
      return true;
    }
    return false;
  });
}
