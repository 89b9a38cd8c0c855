import type { Patch } from '../../git/index.ts';
import type { CodeLine } from './code.ts';
import { pathOf, type HunkLines } from './lines.ts';

export type SurfaceKind =
  | 'exported symbol'
  | 'prototype'
  | 'Kconfig option'
  | 'module parameter'
  | 'attribute file'
  | 'ioctl'
  | 'mount option';

/** Something that other code, a configuration or a user can name, which comes or goes with the change. */
export interface SurfaceChange {
  readonly kind: SurfaceKind;
  readonly name: string;
  readonly change: 'added' | 'removed';
  /** `path:line`. */
  readonly place: string;
}

interface Surface {
  readonly kind: SurfaceKind;
  readonly words: RegExp;
  readonly within?: RegExp;
}

const SURFACES: readonly Surface[] = [
  { kind: 'exported symbol', words: /^EXPORT_(?:SYMBOL|PER_CPU_SYMBOL)\w*\(\s*(\w+)/ },
  { kind: 'Kconfig option', words: /^(?:menu)?config (\w+)/, within: /(?:^|\/)Kconfig/ },
  { kind: 'module parameter', words: /^module_param(?:_\w+)?\(\s*(\w+)/ },
  {
    kind: 'attribute file',
    words: /\b(?:DEVICE_ATTR|SENSOR_DEVICE_ATTR|BUS_ATTR|CLASS_ATTR|DRIVER_ATTR|IIO_DEVICE_ATTR)\w*\(\s*(\w+)/,
  },
  { kind: 'ioctl', words: /^#define\s+(\w+)\s+_IO[WR]*\(/ },
  { kind: 'mount option', words: /\bfsparam_\w+\(\s*"(\w+)"/ },
  {
    kind: 'prototype',
    words:
      /^(?!typedef|return|else|static|asm\b|__asm__|#)(?:[\w*]+\s+)+\**(\w+)\s*\([^;={}]*(?:\)\s*(?:__\w+)?;|,|\))$/,
    within: /\.h$/,
  },
];

/** Names that stand on only one side of the patch; one on both sides was moved or changed. */
export function findSurface(lines: readonly CodeLine[]): readonly SurfaceChange[] {
  const found = lines.flatMap((line) => {
    const hit = SURFACES.find(({ words, within }) => (within?.test(line.path) ?? true) && words.test(line.code));
    const name = hit?.words.exec(line.code)?.[1];
    if (hit === undefined || name === undefined) return [];
    const change = line.sign === '+' ? ('added' as const) : ('removed' as const);
    return [{ kind: hit.kind, name, change, place: `${line.path}:${line.line}` }];
  });
  const sides = Map.groupBy(found, ({ kind, name }) => `${kind} ${name}`);
  return [...sides.values()].flatMap((of) => (of.every(({ change }) => change === of[0].change) ? of.slice(0, 1) : []));
}

/** Names of functions that are defined by added lines alone, at the left edge with their brace or arguments behind. */
export function findNewFunctions(lines: readonly CodeLine[]): readonly string[] {
  const named = (sign: '+' | '-'): string[] =>
    lines
      .filter((line) => line.sign === sign && /\.(?:c|cc|cpp|rs)$/.test(line.path) && /^[a-z]/i.test(line.text))
      .flatMap(
        (line) =>
          /^(?!return|else|if|for|while|switch|typedef|extern|[A-Z_]+\()(?:[\w*]+\s+)+\**(\w+)\s*\([^;]*$/.exec(
            line.code,
          )?.[1] ?? [],
      );
  const before = new Set(named('-'));
  return [...new Set(named('+'))].filter((name) => !before.has(name));
}

/** The functions that git names for the hunks, in the order of the patch, each once. */
export function findFunctions(patch: Patch, hunks: readonly HunkLines[]): readonly string[] {
  const known = new Set(patch.files.map(pathOf).filter((path) => /\.(?:c|h|cc|cpp|S|rs)$/.test(path)));
  const names = hunks
    .filter(({ path, lines }) => known.has(path) && lines.some((line) => line.sign !== ' '))
    .flatMap(({ section }) => nameOf(section) ?? []);
  return [...new Set(names)];
}

/** `static int foo_probe(struct device *dev)` -> `foo_probe`; of a table or a struct its name. */
function nameOf(section: string): string | undefined {
  return (
    /(\w+)\s*\(/.exec(section.replace(/^\w*(?:__attribute__|EXPORT_SYMBOL\w*|MODULE_\w+)\s*\(.*$/, ''))?.[1] ??
    /\b(?:struct|union|enum)\s+\w+\s+(\w+)\s*\[?/.exec(section)?.[1] ??
    /\b(?:struct|union|enum)\s+(\w+)/.exec(section)?.[1]
  );
}
