#!/usr/bin/env node
// Starts dist/cli/main.js under a Node that is new enough: the one that runs this file, else the one that the
// registry package for this platform carries. Written for old Node versions on purpose.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/cli/main.js', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

if (!existsSync(main)) {
  stop(`not built: ${fileURLToPath(main)} is missing; run: npm run build`);
} else if (major > 22 || (major === 22 && minor >= 18)) {
  await import(main.href);
} else {
  const { startCarriedNode } = await import('./carried-node.js');
  startCarriedNode(fileURLToPath(main), stop);
}

/** @param {string} message */
function stop(message) {
  process.stderr.write(`autosel: ${message}\n`);
  process.exitCode = 1;
}
