/**
 * Shows AUTOSEL on a small repository that is made by program: index, select a range, explain the first proposal.
 * Everything it writes lies in demo/. Exit code 1 when a step fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemoRepository } from './demo-repo.ts';

interface Selected {
  readonly sha: string;
  readonly lane: string;
}

const root = join(import.meta.dirname, '..');
const CONFIG = `# The keepers of Harbour like to see every fix that they take one time in four.
[select]
threshold = 0.25

[mail]
from = "Stellan Ortega <stellan.ortega@harbour.example>"
to = ["stable@harbour.example"]
`;
const COMMON = ['--repo', 'demo/harbour.git', '--store', 'demo/store', '--config', 'demo/autosel.toml'];
const FILES = ['demo/report/report.html', 'demo/report/proposals.mbox', 'demo/report/selection.json'];

try {
  await showDemo();
} catch (error) {
  console.error(`demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function showDemo(): Promise<void> {
  build();
  rmSync(join(root, 'demo'), { recursive: true, force: true });
  mkdirSync(join(root, 'demo'));
  const made = await buildDemoRepository(join(root, 'demo/harbour.git'));
  console.log(
    `demo/harbour.git: ${made.mainlineCommits} commits on main, ${made.stableCommits} on ${made.branches.length} stable branches`,
  );
  writeFileSync(join(root, 'demo/autosel.toml'), CONFIG);
  autosel(['index']);
  autosel(['select', made.range, '--out', 'demo/report', '--limit', '12']);
  autosel(['explain', firstProposal()]);
  tellFiles();
}

function build(): void {
  const built = spawnSync('sh', ['tools/build.sh'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed');
}

/** Runs the program as a person would, and shows what they would see. */
function autosel(args: readonly string[]): void {
  const all = [...args, ...COMMON];
  console.log(`\n$ autosel ${all.join(' ')}`);
  const { status, error } = spawnSync(process.execPath, ['bin/autosel.js', ...all], { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`autosel ${args[0]} ended with exit code ${status}`);
}

function firstProposal(): string {
  const text = readFileSync(join(root, 'demo/report/selection.json'), 'utf8');
  const { commits } = JSON.parse(text) as { readonly commits: readonly Selected[] };
  const first = commits.find(({ lane }) => lane === 'proposal');
  if (first === undefined) throw new Error('nothing was proposed');
  return first.sha.slice(0, 12);
}

function tellFiles(): void {
  for (const file of FILES) {
    if (!existsSync(join(root, file)) || statSync(join(root, file)).size === 0)
      throw new Error(`${file} was not written`);
  }
  console.log(`
Now open demo/report/report.html in a browser and demo/report/proposals.mbox in a mail program.
To go on:    node bin/autosel.js similar main~20 --repo demo/harbour.git --store demo/store
Your own:    node bin/autosel.js init --repo DIR, then index, then select FROM..TO`);
}
