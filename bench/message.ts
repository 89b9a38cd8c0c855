/**
 * How `autosel message` does on real histories: see bench/message.md.
 *
 *   node bench/message.ts shares REPO REF [MANY]      the share of random commits with each finding
 *   node bench/message.ts list REPO REF [RULE…]       the messages that have a finding, to read by eye
 *   node bench/message.ts good REPO REF SEED ADDRESS…  three messages of the last two years of each known maintainer, with what is said of them
 *   node bench/message.ts faults REPO REF [MANY] [SEED] [NEWEST]  Fixes lines that were hidden, and what is proposed instead
 *   node bench/message.ts planted REPO REF [MANY] [SEED]  rewritings with something planted, over the protocol
 *   node bench/message.ts harmless REPO REF           good rewritings of poor sentences that are refused
 *   node bench/message.ts local [MANY]                what a small model on this machine makes of poor sentences
 */
import { renderCheckedMessage } from '../src/cli/render/message.ts';
import { readCatalogue } from '../src/run/files-of-message.ts';
import { sayMessage } from '../src/run/message/say.ts';
import { printFaults } from './message/faults.ts';
import { checkDrawn, drawPositions, printShares } from './message/findings.ts';
import { draw, makeChance, openBenchProject, type BenchProject } from './message/project.ts';
import { printHarmless, printLocal, printPlanted } from './message/rewrites.ts';

const [what = '', ...rest] = process.argv.slice(2);
const [dir = '', ref = 'HEAD', ...more] = rest;
const NEWEST = 20_000;
const TWO_YEARS = 2 * 365 * 86_400;

if (what === 'local') await printLocal(Number(dir === '' ? 20 : dir));
else await runOn(await openBenchProject(dir, ref));

async function runOn(project: BenchProject): Promise<void> {
  const many = Number(more[0] ?? 1000);
  if (what === 'shares') await printShares(project, drawPositions(project, { many, newest: NEWEST, seed: 1 }));
  else if (what === 'list') await list(project, drawPositions(project, { many: 1000, newest: NEWEST, seed: 1 }), more);
  else if (what === 'good') await list(project, drawBy(project, many, more.slice(1)), []);
  else if (what === 'faults')
    await printFaults(project, { many, newest: Number(more[2] ?? NEWEST), seed: Number(more[1] ?? 11) });
  else if (what === 'planted') await printPlanted(project, many, Number(more[1] ?? 3));
  else if (what === 'harmless') printHarmless(project);
  await project.repository.close();
}

async function list(of: BenchProject, positions: readonly number[], rules: readonly string[]): Promise<void> {
  const voice = await readCatalogue('en');
  for await (const { checked } of checkDrawn(of, positions)) {
    const findings = checked.findings.filter(({ rule }) => rules.length === 0 || rules.includes(rule));
    if (rules.length > 0 && findings.length === 0) continue;
    console.log(renderCheckedMessage(sayMessage({ ...checked, findings }, voice), { colour: false, voice }));
  }
}

/** Three of each maintainer, of the last two years. */
function drawBy({ commits }: BenchProject, seed: number, addresses: readonly string[]): readonly number[] {
  const since = commits[0].time - TWO_YEARS;
  return addresses.flatMap((address) => {
    const own = commits.flatMap(({ authorEmail, time }, at) => (authorEmail === address && time >= since ? [at] : []));
    return draw(own, 3, makeChance(seed));
  });
}
