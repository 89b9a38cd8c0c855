import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config-file.ts';
import { loadModelTables } from '../src/models/index.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'AGENTS.md', 'CONTRIBUTING.md', 'bench/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

async function askHelp(...command: string[]): Promise<string> {
  const main = join(root, 'src/cli/main.ts');
  return (await promisify(execFile)(process.execPath, [main, ...command, '--help'])).stdout;
}

/** The help of a command with that of each of its own commands. */
async function readHelp(name: string): Promise<string> {
  const own = await askHelp(name === 'help' ? 'init' : name);
  const inner = name === 'help' || name === 'resolve' ? [] : listCommands(own).filter((each) => each !== 'help');
  return [own, ...(await Promise.all(inner.map(async (each) => await askHelp(name, each))))].join('\n');
}

function listCommands(text: string): string[] {
  const section = text.split(/^Commands:$/m)[1]?.split(/^\S/m)[0] ?? '';
  return [...section.matchAll(/^ {2}([a-z-]+)[ ].*$/gm)].map(([, name]) => name);
}

const help = await askHelp();
const commands = listCommands(help);
const helps = new Map(await Promise.all(commands.map(async (name) => [name, await readHelp(name)] as const)));
const allHelp = [help, ...helps.values()].join('\n');

describe('the documents', () => {
  it('name only commands that exist, with options that they take', () => {
    expect(commands).toContain('select');
    const planted =
      'x `autosel slect a..b` y\n    autosel select a..b --maximum 3 --json # --not-read\n`autosel init --here`';
    expect(findWrongCalls('x', planted)).toEqual([
      'x: autosel slect a..b',
      'x: autosel select a..b --maximum 3 --json : --maximum',
    ]);
    const wrong = DOCUMENTS.flatMap((path) => findWrongCalls(path, read(path)));
    expect(wrong).toEqual([]);
  });

  it('name only options that exist', () => {
    const known = new Set(allHelp.match(/--[a-z][a-z-]*/g));
    for (const path of ['README.md', 'docs/maintainer.md', 'docs/operator.md']) {
      const said = read(path).match(/(?<=`|\s)--[a-z][a-z-]*/g) ?? [];
      expect(said.filter((option) => !known.has(option) && option !== '--no-merges')).toEqual([]);
    }
  });

  it('list every command in the README', () => {
    const listed = [...read('README.md').matchAll(/^\| `autosel ([a-z-]+)/gm)].map(([, name]) => name);
    expect([...new Set(listed)].toSorted()).toEqual(commands.filter((name) => name !== 'help').toSorted());
  });

  it('link only to files that exist', () => {
    for (const path of DOCUMENTS) {
      const folder = join(path, '..');
      for (const [, target] of read(path).matchAll(/\]\(([^)#:]+)\)/g)) {
        expect(() => readFileSync(join(root, folder, target)), `${path}: ${target}`).not.toThrow();
      }
    }
  });

  it('explain every error code, and only those', () => {
    const listed = [...read('docs/operator.md').matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \| [\d, ]+ \|/gm)];
    const explained = listed.flatMap(([, codes]) => codes.match(/[a-z-]+/g) ?? []);
    expect(explained.toSorted()).toEqual([...thrownCodes()].toSorted());
  });

  it('show configs that can be read', async () => {
    const examples = [...read('docs/operator.md').matchAll(/^```toml\n([^]*?)^```$/gm)].map(([, text]) => text);
    expect(examples.length).toBeGreaterThan(3);
    for (const text of examples) {
      const { panel } = parseConfig(text, 'docs/operator.md');
      expect((await loadModelTables(panel.models, 'docs/operator.md')).length).toBe(panel.models.length);
    }
  });

  it('speak of the project alone', () => {
    for (const path of DOCUMENTS) expect(read(path)).not.toMatch(/\/work\/|\/root\/|this session|issue #?\d/i);
  });
});

/** `autosel COMMAND … --option` wherever it stands in code, with the option unknown to that command's help. */
function findWrongCalls(path: string, text: string): string[] {
  const calls = text.matchAll(/(?<=[`$]\s?|^\s{4}|^)autosel(?:\.js)? ([a-z][a-z-]*)([^`\n#]*)/gm);
  return [...calls].flatMap(([call, name, rest]) => {
    const known = helps.get(name);
    if (known === undefined) return [`${path}: ${call}`];
    const options = rest.match(/--[a-z][a-z-]*/g) ?? [];
    return options.filter((option) => !known.includes(option)).map((option) => `${path}: ${call}: ${option}`);
  });
}

/** Codes of the errors that the program throws, read from its source. */
function thrownCodes(): ReadonlySet<string> {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing/'))
    .map((name) => read(`src/${name}`));
  const thrown = /new (?:Usage|Infrastructure|Unjudgeable|Stopped|Model)Error\(\s*'([a-z-]+)'/g;
  return new Set(sources.flatMap((source) => [...source.matchAll(thrown)].map(([, code]) => code)));
}
