/**
 * How `autosel message` does on real histories: see bench/message.md.
 *
 *   node bench/message.ts shares REPO REF [MANY]    the share of random commits with each finding
 *   node bench/message.ts list REPO REF RULE        the messages that have a finding, to read by eye
 *   node bench/message.ts good REPO REF ADDRESS…    messages of known maintainers with what is said of them
 */
import { renderCheckedMessage } from '../src/cli/render/message.ts';
import { readCatalogue } from '../src/run/files-of-message.ts';
import { sayMessage } from '../src/run/message/say.ts';
import { checkDrawn, drawPositions, printShares } from './message/findings.ts';
import { draw, makeChance, openBenchProject, type BenchProject } from './message/project.ts';

const [what = '', dir = '', ref = 'HEAD', ...more] = process.argv.slice(2);
const NEWEST = 20_000;

const project = await openBenchProject(dir, ref);
if (what === 'shares')
  await printShares(project, drawPositions(project, { many: Number(more[0] ?? 1000), newest: NEWEST, seed: 1 }));
else if (what === 'list') await list(project, drawPositions(project, { many: 1000, newest: NEWEST, seed: 1 }), more);
else if (what === 'good') await list(project, drawBy(project, more), []);
await project.repository.close();

async function list(of: BenchProject, positions: readonly number[], rules: readonly string[]): Promise<void> {
  const voice = await readCatalogue('en');
  for await (const { checked } of checkDrawn(of, positions)) {
    const findings = checked.findings.filter(({ rule }) => rules.length === 0 || rules.includes(rule));
    if (rules.length > 0 && findings.length === 0) continue;
    console.log(renderCheckedMessage(sayMessage({ ...checked, findings }, voice), { colour: false, voice }));
  }
}

/** Twenty of each maintainer. */
function drawBy({ commits }: BenchProject, addresses: readonly string[]): readonly number[] {
  return addresses.flatMap((address) => {
    const own = commits.flatMap(({ authorEmail }, at) =>
      authorEmail === address && at < commits.length - 3500 ? [at] : [],
    );
    return draw(own, 20, makeChance(2));
  });
}
