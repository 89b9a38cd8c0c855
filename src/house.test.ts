import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findStaleExceptions, findUnknownRooms, findViolations, renderViolation } from '../tools/house/rules.ts';
import { parseSource } from '../tools/house/source.ts';

const root = join(import.meta.dirname, '..');

function readFolder(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

const readSource = (path: string) => parseSource(path, readFileSync(join(root, path), 'utf8'));
const sources = ['src', 'tools', 'bench'].flatMap(readFolder).map(readSource);
const check = (path: string, text: string): string[] => findViolations(parseSource(path, text)).map(({ rule }) => rule);

describe('the house', () => {
  it('is kept by every source file', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.flatMap(findViolations).map(renderViolation)).toEqual([]);
  });

  it('has no rooms that the order does not know', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(findUnknownRooms(folders.map(({ name }) => name))).toEqual([]);
  });

  it('keeps no exception longer than its reason', () => {
    expect(findStaleExceptions(new Map(sources.map(({ path, lines }) => [path, lines])))).toEqual([]);
  });
});

describe('the room order', () => {
  it.each([
    ['src/git/x.ts', `import { a } from '../history/index.ts';`],
    ['src/models/x.ts', `import type { Sha } from '../git/index.ts';`],
    ['src/git/x.ts', `import type { Embedder } from '../models/index.ts';`],
    ['src/history/x.ts', `export * from '../triage/index.ts';`],
    ['src/history/x.ts', `export type { Lane } from '../run/index.ts';`],
    ['src/evidence/x.ts', `type Lane = import('../run/index.ts').Lane;`],
    ['src/evidence/x.ts', `const late = await import('../cli/index.ts');`],
    ['src/triage/x.ts', `import { walk } from '../git/walk.ts';`],
    ['src/triage/deep/x.ts', `import { walk } from '../../git/walk.ts';`],
    ['src/triage/x.test.ts', `import { walk } from '../git/walk.ts';`],
    ['src/triage/x.ts', `import { walk } from '../git/index';`],
    ['src/triage/x.ts', `import { makeRepository } from '../testing/repo.ts';`],
    ['src/triage/x.ts', `import { loadConfig } from '../config.ts';`],
    ['src/errors.ts', `import type { Lane } from '../src/run/index.ts';`],
    ['src/triage/x.ts', `import { a } from '../cellar/index.ts';`],
    ['src/triage/x.ts', `import { a } from '../../tools/demo.ts';`],
  ])('refuses in %s: %s', (path, text) => {
    expect(check(path, text)).toEqual(['room-order']);
  });

  it.each([
    ['src/history/x.ts', `import { a } from '../git/index.ts';`],
    ['src/history/deep/x.ts', `import { a } from '../y.ts'; import { b } from '../../git/index.ts';`],
    ['src/cli/x.ts', `import { a } from '../run/index.ts'; import { c } from '../config.ts';`],
    ['src/history/x.test.ts', `import { a } from '../testing/repo.ts'; import { b } from '../triage/index.ts';`],
    ['src/git/x.ts', `import { UsageError } from '../errors.ts';`],
    ['src/index.ts', `export { select } from './run/index.ts';`],
    ['src/git/x.ts', `const text = "import { a } from '../cli/index.ts'";`],
  ])('allows in %s: %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });
});

describe('the line to the outer world', () => {
  it.each([
    `import { readFileSync } from 'node:fs';`,
    `export { readFile } from 'node:fs/promises';`,
    `const fs = await import('node:fs');`,
    `import { spawn } from 'node:child_process';`,
    `const now = Date.now();`,
    `const now = new Date();`,
    `const now = Date();`,
    `process.exit(1);`,
    `const { env } = process;`,
    `const answer = await fetch('https://example.org');`,
    `setTimeout(() => {}, 10);`,
    `const wait = setTimeout;`,
    `const dice = Math.random();`,
    `console.log('hello');`,
    `const g = globalThis;`,
    `const signal = AbortSignal.timeout(5);`,
  ])('is not crossed in triage by: %s', (text) => {
    expect(check('src/triage/x.ts', text)).toEqual(['world']);
  });

  it.each([
    `const day = new Date(0);`,
    `const day = new Date(seconds * 1000).toISOString(); const t = Date.UTC(2020, 1, 1); const u = Date.parse(x);`,
    `import type { Stats } from 'node:fs'; import { createHash } from 'node:crypto'; import { type Dirent } from 'node:fs';`,
    `const run = (process: () => void, fetch: number): void => { process(); };`,
    `const x = { process: 1, fetch: 2 }; x.process; x.fetch;`,
    `interface Port { fetch(): void; process: string }`,
  ])('is kept in triage by: %s', (text) => {
    expect(check('src/triage/x.ts', text)).toEqual([]);
  });

  it('may be crossed by the files that are made for it', () => {
    const text = `import { readFileSync } from 'node:fs'; const now = Date.now();`;
    expect(check('src/git/walk.ts', text)).toEqual([]);
    expect(check('src/config.ts', text)).toEqual([]);
    expect(check('src/triage/x.test.ts', text)).toEqual([]);
    expect(check('src/history/decide.ts', text)).toEqual(['world', 'world']);
  });
});

describe('the other rules', () => {
  it('refuse default exports, enums and any', () => {
    expect(check('src/git/x.ts', 'export default 1;')).toEqual(['syntax']);
    expect(check('src/git/x.ts', 'const a = 1; export { a as default };')).toEqual(['syntax']);
    expect(check('src/git/x.ts', 'enum Colour { Red }')).toEqual(['syntax']);
    expect(check('src/git/x.ts', 'const a = (b: any[]) => b;')).toEqual(['syntax']);
    expect(check('src/git/x.ts', 'const any = { default: 1, enum: 2 };')).toEqual([]);
  });

  it('refuse open ends in comments, and let strings speak of them', () => {
    const word = ['TO', 'DO'].join('');
    expect(check('src/git/x.ts', `const a = 1; // ${word}: later`)).toEqual(['unfinished']);
    expect(check('src/git/x.ts', `const a = '${word}';`)).toEqual([]);
  });

  it('refuse files of more than 300 lines, tests of more than 600', () => {
    expect(check('src/git/x.ts', 'f();\n'.repeat(301))).toEqual(['size']);
    expect(check('src/git/x.ts', 'f();\n'.repeat(300))).toEqual([]);
    expect(check('src/git/x.test.ts', 'f();\n'.repeat(601))).toEqual(['size']);
    expect(check('src/git/x.test.ts', 'f();\n'.repeat(600))).toEqual([]);
  });

  it('refuse names that say nothing', () => {
    expect(check('src/git/utils.ts', '')).toEqual(['names']);
    expect(check('src/git/helpers/x.ts', '')).toEqual(['names']);
    expect(check('src/git/x.ts', 'export function getCommit(): void {}')).toEqual(['names']);
    expect(check('src/git/x.ts', 'export const handleAll = () => 1;')).toEqual(['names']);
    expect(check('src/git/x.ts', 'export const processed = 1; export function together(): void {}')).toEqual([]);
  });

  it('refuse paths that are on one machine only', () => {
    const folder = ['', 'home', 'somebody'].join('/');
    expect(check('src/git/x.ts', `const a = '${folder}/x';`)).toEqual(['machine-path']);
    expect(check('src/git/x.ts', `const a = 'docs${folder}/x';`)).toEqual([]);
  });
});
