import { findNewFunctions, findSurface } from './api.ts';
import type { CodeLine } from './code.ts';

/** What can be seen of the code that a patch changes, each true or false and each to be checked by reading the patch. */
export type DiffTrait =
  | 'adds a condition'
  | 'adds a release'
  | 'leaves on errors'
  | 'sets a first value'
  | 'only adds'
  | 'new function with caller'
  | 'new function without caller'
  | 'new structure'
  | 'new option'
  | 'new door'
  | 'new constants'
  | 'constants gone'
  | 'other arguments'
  | 'same words'
  | 'qualifiers only'
  | 'mostly logs'
  | 'mostly entries'
  | 'many files'
  | 'many places'
  | 'long';

/** Names of calls that give something back: memory, references, locks, registrations, power. */
const RELEASE = /free|put|unlock|release|unregister|cancel|destroy|cleanup|disable|detach|flush|sync/;
const CALL = /\b\w+(?=\s*\()/g;
const CONDITION = /\bif\s*\(|&&|\|\|/g;
const LEAVE = /\breturn -E|\bgoto\s+\w*(?:err|fail|out|exit|free|unlock|put|clean)\w*|\bIS_ERR|ERR_PTR/gi;
const FIRST_VALUE = /=\s*(?:0|NULL|nullptr|\{\s*0?\s*\}|false|-\w+)\s*[,;]|\bmemset\s*\(/g;
const LOG =
  /\b(?:pr_\w+|dev_(?:err|warn|info|dbg|notice|crit)\w*|printk\w*|trace_\w+|WARN\w*|seq_\w+|debugfs_\w+|\w*(?:_dbg|_debug|_warn|_info|_err|_log|_notice))\s*\(/i;
const ENTRY = /^\.\w+\s*=|^[{}]|^0x|^"/;
const TOKEN = /[A-Za-z_]\w*|\d\w*|"(?:[^"\\]|\\.)*"|[^\s\w]/g;
const QUALIFIER =
  /^(?:static|const|inline|extern|__\w+|noinline|void|unsigned|volatile|register|likely|unlikely|int|bool|struct|s32|u32|[*;,()])$/;

const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

const releases = (text: string): number => (text.match(CALL) ?? []).filter((name) => RELEASE.test(name)).length;

/** Traits of the changed lines of one patch; comments are not code. Pure. */
export function findTraits(lines: readonly CodeLine[]): readonly DiffTrait[] {
  const code = lines.filter((line) => line.code !== '');
  const [plus, minus] = [code.filter(({ sign }) => sign === '+'), code.filter(({ sign }) => sign === '-')];
  const [after, before] = [textOf(plus), textOf(minus)];
  const more = (words: RegExp): boolean => count(after, words) > count(before, words);
  const born = findNewFunctions(lines);
  const called = born.filter((name) => after.split(new RegExp(`\\b${name}\\b`)).length > 2);
  const sides = compareTokens(after, before);
  const share = (words: RegExp, of: readonly CodeLine[]): number =>
    of.filter((line) => words.test(line.code)).length / Math.max(1, of.length);
  const traits: Readonly<Record<DiffTrait, boolean>> = {
    'adds a condition': more(CONDITION),
    'adds a release': releases(after) > releases(before),
    'leaves on errors': more(LEAVE),
    'sets a first value': more(FIRST_VALUE),
    'only adds': minus.length === 0 && plus.length > 0,
    'new function with caller': called.length > 0,
    'new function without caller': called.length < born.length,
    'new structure': more(/^(?:struct|enum|union) \w+ \{$/gm),
    ...surfaceTraits(lines),
    'new constants': more(/^#define/gm),
    'constants gone': count(before, /^#define/gm) > count(after, /^#define/gm),
    'other arguments': minus.some(isHead) && plus.some(isHead),
    'same words': sides.all > 0 && sides.different.length <= 0.05 * sides.all,
    'qualifiers only': sides.different.length > 0 && sides.different.every((token) => QUALIFIER.test(token)),
    'mostly logs': share(LOG, code) > 0.3,
    'mostly entries': share(ENTRY, plus) > 0.4,
    'many files': new Set(lines.map(({ path }) => path)).size > 3,
    'many places': new Set(lines.map(({ block }) => block)).size > 8,
    long: code.length > 60,
  };
  return (Object.keys(traits) as DiffTrait[]).filter((trait) => traits[trait]);
}

const textOf = (lines: readonly CodeLine[]): string => lines.map(({ code }) => code).join('\n');

function surfaceTraits(lines: readonly CodeLine[]): Readonly<Record<'new option' | 'new door', boolean>> {
  const added = findSurface(lines).filter(({ change }) => change === 'added');
  return {
    'new option': added.some(({ kind }) => kind === 'Kconfig option'),
    'new door': added.some(({ kind }) => kind !== 'Kconfig option'),
  };
}

/** The first line of a function's definition. */
const isHead = ({ path, text, code }: CodeLine): boolean =>
  /\.(?:c|h|cc|cpp)$/.test(path) &&
  /^[a-z]/i.test(text) &&
  /^(?!return|if|for|while|else|goto|#)[^;]*\([^;]*$/.test(code);

/** How many tokens both sides have, and those that stand on one side only, as often as they do. */
function compareTokens(after: string, before: string): { readonly all: number; readonly different: readonly string[] } {
  const [fresh, old] = [after.match(TOKEN) ?? [], before.match(TOKEN) ?? []];
  const left = new Map<string, number>();
  for (const token of old) left.set(token, (left.get(token) ?? 0) + 1);
  const added = fresh.filter((token) => {
    const open = left.get(token) ?? 0;
    if (open > 0) left.set(token, open - 1);
    return open === 0;
  });
  const gone = [...left].flatMap(([token, times]) => Array.from({ length: times }, () => token));
  return { all: fresh.length + old.length, different: [...added, ...gone] };
}
