/**
 * What an agent gets: the official client starts the built program on a real index, lists its tools and calls each of them.
 *
 * `node bench/mcp.ts REPO STORE COMMIT...` prints for every tool the milliseconds of the first and of the median call over the commits
 * and the characters of the longest answer. The first call of a tool also loads what it needs.
 */
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [repo, store, ...commits] = process.argv.slice(2);
if (repo === undefined || store === undefined || commits.length === 0)
  throw new Error('call it with REPO STORE COMMIT...');
const program = join(import.meta.dirname, '..', 'bin', 'autosel.js');
const client = new Client({ name: 'bench', version: '1' });
const began = performance.now();
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp', '--repo', repo, '--store', store, '--quiet'],
    env: { PATH: process.env['PATH'] ?? '', HOME: store },
    stderr: 'inherit',
  }),
);
const { tools } = await client.listTools();
console.log(`connected and listed ${tools.length} tools in ${Math.round(performance.now() - began)} ms`);

const inputs: Readonly<Record<string, (commit: string) => Record<string, unknown>>> = {
  resolve: (commit) => ({ reference: commit }),
  check_references: (commit) => ({ text: `x: y\n\nFixes: ${commit.slice(0, 12)} ("not its subject")\n` }),
  similar_commits: (commit) => ({ commit, limit: 10 }),
  explain_commit: (commit) => ({ commit }),
  branch_status: (commit) => ({ commit }),
  search_mail: (commit) => ({ commit }),
  list_runs: () => ({}),
  proposals: () => ({ run: 'none' }),
  open_cves: () => ({ release: '6.6.30' }),
  search_cves: (commit) => ({ asked: [commit] }),
};
const rows: Record<string, object> = {};
for (const { name } of tools) {
  const times: number[] = [];
  let longest = 0;
  let refused = 0;
  for (const commit of commits) {
    const start = performance.now();
    const { content, isError } = await client.callTool({ name, arguments: inputs[name]?.(commit) ?? {} });
    times.push(Math.round(performance.now() - start));
    longest = Math.max(longest, JSON.stringify(content).length);
    if (isError === true) refused += 1;
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  rows[name] = { first: times[0], median, longest, refused: `${refused}/${commits.length}` };
}
console.table(rows);
await client.close();
