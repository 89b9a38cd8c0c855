#!/usr/bin/env node
// Starts dist/cli/git-resolve.js under a Node that is new enough, as bin/autosel.js does. `git resolve` finds it on the
// PATH. It must be quick: what is compiled is kept beside the program where Node can do that.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/cli/git-resolve.js', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

if (!existsSync(main)) {
  stop(`not built: ${fileURLToPath(main)} is missing; run: npm run build`);
} else if (major > 22 || (major === 22 && minor >= 18)) {
  nodeModule.enableCompileCache();
  await import(main.href);
} else {
  const { startCarriedNode } = await import('./carried-node.js');
  startCarriedNode(fileURLToPath(main), stop);
}

/** @param {string} message */
function stop(message) {
  process.stderr.write(`git-resolve: ${message}\n`);
  process.exitCode = 1;
}
