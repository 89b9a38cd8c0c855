import { parseSync } from 'oxc-parser';

/** Something found in a source file, with its line (from 1). */
export interface Found {
  readonly what: string;
  readonly line: number;
}

/** What the house rules need to know about one TypeScript file. */
export interface SourceFacts {
  /** Relative to the project root, with `/`. */
  readonly path: string;
  readonly lines: number;
  /** Every specifier that is imported, re-exported, loaded with `import()` or named in an import type. */
  readonly imports: readonly Found[];
  /** Uses of process, network, disk, clock or chance. */
  readonly touches: readonly Found[];
  /** Default exports, enums and `any`. */
  readonly forbiddenSyntax: readonly Found[];
  readonly comments: readonly Found[];
  /** Names of exported functions and constants. */
  readonly exportedNames: readonly Found[];
  readonly text: string;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

interface Position {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | undefined;
  readonly key: string;
}

/** Built-in modules that only compute: everything else that starts with `node:` reaches out of the program. */
const PURE_BUILTINS = new Set(
  ['assert', 'buffer', 'crypto', 'events', 'path', 'path/posix', 'string_decoder', 'url', 'util', 'zlib'].map(
    (name) => `node:${name}`,
  ),
);
/** `setImmediate` is not among them: it only lets others run, and tells nothing of the world. */
const WORLD_GLOBALS = new Set([
  ...['process', 'fetch', 'console', 'performance', 'navigator', 'globalThis', 'WebSocket', 'EventSource'],
  ...['setTimeout', 'setInterval'],
]);
const WORLD_MEMBERS = new Set([
  ...['Date.now', 'Math.random', 'AbortSignal.timeout', 'Atomics.wait'],
  ...['crypto.randomUUID', 'crypto.getRandomValues'],
]);

/** Parses one file. Throws with the parser's message when it is not TypeScript. */
export function parseSource(path: string, text: string): SourceFacts {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const positions = [...walkTree(program as unknown as SyntaxNode)];
  const lineOf = lineFinder(text);
  const place = (what: string, node: SyntaxNode): Found => ({ what, line: lineOf(node.start) });
  const collect = (pick: (position: Position) => string | undefined): Found[] =>
    positions.flatMap((position) => {
      const what = pick(position);
      return what === undefined ? [] : [place(what, position.node)];
    });
  const bound = new Set(positions.flatMap(boundName));
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: collect(importedModule),
    touches: collect((position) => touchedBuiltin(position) ?? touchedGlobal(position, bound)),
    forbiddenSyntax: collect(forbiddenSyntax),
    comments: comments.map(({ value, start }) => ({ what: value, line: lineOf(start) })),
    exportedNames: collect(exportedName),
  };
}

function* walkTree(node: SyntaxNode, parent?: SyntaxNode, key = ''): Generator<Position> {
  yield { node, parent, key };
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walkTree(child, node, name);
    }
  }
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function importedModule({ node }: Position): string | undefined {
  if (!/^(?:Import(?:Declaration|Expression)|Export(?:Named|All)Declaration|TSImportType)$/.test(node.type))
    return undefined;
  const source = node.source ?? node.argument;
  if (!isNode(source)) return node.source === null ? undefined : 'a computed name';
  return nameOf(source) ?? 'a computed name';
}

/** A built-in module that is imported for its values and not for its types alone. */
function touchedBuiltin(position: Position): string | undefined {
  const name = importedModule(position);
  if (name === undefined || !name.startsWith('node:') || PURE_BUILTINS.has(name)) return undefined;
  const { node } = position;
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return undefined;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  if (specifiers.length > 0 && specifiers.every((one) => isNode(one) && one.importKind === 'type')) return undefined;
  return name;
}

function touchedGlobal({ node, parent, key }: Position, bound: ReadonlySet<string>): string | undefined {
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return WORLD_MEMBERS.has(member) && !bound.has(member.split('.')[0]) ? member : undefined;
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const asksClock = nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0;
    return asksClock || (node.type === 'CallExpression' && nameOf(node.callee) === 'Date') ? 'Date()' : undefined;
  }
  if (node.type !== 'Identifier' || !isReference(parent, key)) return undefined;
  const name = node.name as string;
  return WORLD_GLOBALS.has(name) && !bound.has(name) ? name : undefined;
}

/** False for `x.name`, `{ name: … }` and other places where an identifier only labels something. */
function isReference(parent: SyntaxNode | undefined, key: string): boolean {
  if (parent === undefined || parent.computed === true) return true;
  if (parent.type === 'MemberExpression') return key === 'object';
  if (parent.type.startsWith('TS')) return !['key', 'left', 'right', 'typeName', 'id', 'label'].includes(key);
  return !(key === 'key' && parent.shorthand !== true);
}

/** Names that the file itself declares: those are not the globals of the same name. */
function boundName({ node, parent, key }: Position): string[] {
  if (node.type !== 'Identifier' || parent === undefined) return [];
  const declares = key === 'local' || key === 'params' || (key === 'id' && !parent.type.startsWith('TS'));
  const inPattern = key === 'value' && parent.type === 'Property';
  return declares || inPattern ? [node.name as string] : [];
}

function forbiddenSyntax({ node }: Position): string | undefined {
  if (node.type === 'ExportDefaultDeclaration') return 'a default export';
  if (node.type === 'TSEnumDeclaration') return 'an enum';
  if (node.type === 'TSAnyKeyword') return '`any`';
  if (node.type === 'ExportSpecifier' && nameOf(node.exported) === 'default') return 'a default export';
  return undefined;
}

function exportedName({ node, parent }: Position): string | undefined {
  if (parent?.type !== 'ExportNamedDeclaration') return undefined;
  if (node.type === 'FunctionDeclaration') return nameOf(node.id);
  if (node.type !== 'VariableDeclaration') return undefined;
  const [first] = node.declarations as SyntaxNode[];
  return nameOf(first.id);
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const name = node.name ?? node.value ?? (isNode(node.literal) ? node.literal.value : undefined);
  return typeof name === 'string' ? name : undefined;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
