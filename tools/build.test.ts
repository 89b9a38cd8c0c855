import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'autosel-build-'));
  mkdirSync(join(home, 'src'));
  mkdirSync(join(home, 'tools'));
  cpSync(join(root, 'tools/build.sh'), join(home, 'tools/build.sh'));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const compilerOptions = { module: 'nodenext', target: 'es2022', rootDir: 'src', types: [] };
  writeFileSync(join(home, 'tsconfig.build.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  for (const name of ['package.json', 'tsconfig.json']) writeFileSync(join(home, name), '{ "type": "module" }');
  write('index.ts', 'export const a = 1;\n');
  write('gone.ts', 'export const b = 1;\n');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(home, 'src', name), text);
const build = (): number | null => spawnSync('sh', ['tools/build.sh'], { cwd: home, encoding: 'utf8' }).status;
const built = (name: string): string => readFileSync(join(home, 'dist', name), 'utf8');
/** Files of a minute ago, so that what is written next is newer. */
function age(): void {
  const then = Date.now() / 1000 - 60;
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink() && !entry.parentPath.includes('node_modules'))
      utimesSync(join(entry.parentPath, entry.name), then, then);
}

it('builds a fresh folder, and nothing when no source changed', () => {
  expect(build()).toBe(0);
  expect(built('gone.js')).toContain('b = 1');
  age();
  writeFileSync(join(home, 'dist/mine.js'), 'kept while nothing changed');
  expect(build()).toBe(0);
  expect(existsSync(join(home, 'dist/mine.js'))).toBe(true);
  rmSync(join(home, 'src/gone.ts'));
  expect(build()).toBe(0);
  expect(readdirSync(join(home, 'dist'))).toEqual(['index.js']);
});

it('leaves the old build, and nothing else, where the compiler fails', () => {
  expect(build()).toBe(0);
  age();
  write('index.ts', 'export const a: string = 1;\n');
  expect(build()).not.toBe(0);
  expect(built('index.js')).toContain('a = 1');
  expect(readdirSync(home).filter((name) => name.startsWith('.dist'))).toEqual([]);
});
