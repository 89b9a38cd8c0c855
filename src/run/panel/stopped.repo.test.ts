import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startCli, type CliEnd } from '../../testing/cli.ts';
import type { Turn } from '../../testing/model-server/turns.ts';
import { makePanelProject, memberTable } from '../../testing/panel-project.ts';
import { calls, judged, letsStand, startPanelService } from '../../testing/panel-service.ts';
import type { PanelQuestion, PanelService } from '../../testing/panel-service.ts';
import { makeFolder } from '../../testing/repo.ts';
import { writeTinyGguf } from '../../testing/tiny-gguf.ts';
import type { Selection } from '../types.ts';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = await makePanelProject(folder);

let service: PanelService;

const ALONE = memberTable('alone', 'analyst', 'anthropic');
const THREE = [
  memberTable('first', 'analyst', 'anthropic'),
  memberTable('second', 'sceptic', 'openai'),
  memberTable('third', 'security', 'openai'),
].join('');

/** Votes by the commit, so that members disagree about none, and every commit has its own outcome. */
function answer(question: PanelQuestion): Turn {
  const { round, mayCall, found, sha, subject } = question;
  if (round === 'refutation') return letsStand(question);
  if (mayCall && found.length === 0) return calls('show_commit', { commit: sha });
  const citations = [{ kind: 'message' as const, at: '', quote: subject }];
  const vote = (['yes', 'no', 'unsure'] as const)[Number.parseInt(sha.slice(0, 6), 16) % 3];
  return judged({ vote, claims: [{ text: 'The subject says so.', weighs: 'for', citations }] });
}

const ARGUMENTS = ['select', project.demo.range, '--panel', '--yes', '--max', '12', '--json'];

interface Ordeal {
  readonly members: string;
  readonly panel: string;
  readonly signal: NodeJS.Signals;
  /** The process is ended when it asks the question of this number, counted anew in every call. */
  readonly moments: readonly number[];
}

/** The same call, ended again and again, then left alone. */
async function endure(name: string, { members, panel, signal, moments }: Ordeal) {
  let end = (): void => {};
  let left = Number.POSITIVE_INFINITY;
  service = await startPanelService((question) => {
    left -= 1;
    if (left === 0) end();
    return answer(question);
  });
  const config = project.writeConfig(name, { url: service.url, members, panel });
  const place = { store: project.freshStore(name), config };
  const ends: CliEnd[] = [];
  for (const moment of moments) {
    left = moment;
    const { child, ended } = project.start(ARGUMENTS, place);
    end = () => void child.kill(signal);
    ends.push(await ended);
  }
  left = Number.POSITIVE_INFINITY;
  const stopped = await project.run(['runs'], place);
  return { ends, stopped, last: await project.run(ARGUMENTS, place), after: await project.run(['runs'], place) };
}

const verdictsOf = ({ stdout }: CliEnd) =>
  (JSON.parse(stdout) as Selection).commits.flatMap(({ sha, lane, verdict }) =>
    verdict === undefined ? [] : [{ sha, lane, verdict: verdict.verdict, code: verdict.code }],
  );

const repeats = (): number => service.asked.length - new Set(service.asked).size;

describe('a panel that is stopped and called again', () => {
  afterEach(() => service.close());

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s asks nothing again but the one question that was under way',
    async (signal) => {
      const moments = [1, 4, 7, 2, 5];
      const ordeal = { members: ALONE, panel: 'concurrency = 1', signal, moments };
      const { ends, stopped, last, after } = await endure(`alone${signal}`, ordeal);
      expect(stopped.stdout).toMatch(/ stopped after \d of 12 /);
      expect(after.stdout).toContain(' finished ');
      expect(ends.map((each) => [each.code, each.signal])).toEqual(
        moments.map(() => (signal === 'SIGKILL' ? [null, 'SIGKILL'] : [130, null])),
      );
      const verdicts = verdictsOf(last);
      expect(verdicts.length).toBe(12);
      expect(service.asked.length).toBeGreaterThan(20);
      expect(repeats()).toBeLessThanOrEqual(moments.length);
    },
  );

  it('ends with the verdicts of an undisturbed call, with three members and two commits at a time', async () => {
    const panel = 'concurrency = 2';
    const calm = await endure('calm', { members: THREE, panel, signal: 'SIGKILL', moments: [] });
    const questions = service.asked.length;
    await service.close();
    const moments = [3, 11, 17, 8];
    const { ends, last } = await endure('killed', { members: THREE, panel, signal: 'SIGKILL', moments });
    expect(ends.map((each) => each.signal)).toEqual(moments.map(() => 'SIGKILL'));
    expect(verdictsOf(last)).toEqual(verdictsOf(calm.last));
    expect(new Set(service.asked).size).toBe(questions);
    // Six questions can be under way at once.
    expect(repeats()).toBeLessThanOrEqual(6 * moments.length);
  });
});

const llama = process.env['AUTOSEL_TEST_LLAMA'];

/** The package as `import` finds it, where it is not installed beside the sources. */
const findLlama = (entry: string): string =>
  `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const found = { url: ${JSON.stringify(pathToFileURL(entry).href)}, shortCircuit: true };
  registerHooks({ resolve: (name, context, next) => (name === 'node-llama-cpp' ? found : next(name, context)) });
`)}`;

/** A model of random weights that is at its answer for minutes. */
async function writeSlowModel(): Promise<string> {
  const model = join(folder, 'tiny.gguf');
  await writeTinyGguf(model);
  const config = join(folder, 'gguf.toml');
  const size = 'context_tokens = 32768\nmax_output_tokens = 20000\nthreads = 1\ngpu = false';
  writeFileSync(config, `[[models]]\nname = "tiny"\nkind = "gguf"\nmodel = ${JSON.stringify(model)}\n${size}\n`);
  return config;
}

describe.skipIf(llama === undefined)(
  'a model file that computes (skipped where AUTOSEL_TEST_LLAMA names no node-llama-cpp, see tools/local-model.sh)',
  () => {
    it.each([300, 700])('is left at once by Ctrl-C twice, %i ms after its start, without a crash', async (moment) => {
      const place = ['--repo', project.demo.dir, '--store', project.freshStore(`gguf${moment}`)];
      const { child, ended } = startCli(['ask', 'v3.0', ...place, '--config', await writeSlowModel()], {
        cwd: folder,
        env: { NODE_OPTIONS: `--import ${findLlama(llama ?? '')}` },
      });
      await new Promise<void>((begun) =>
        child.stderr?.on('data', (text: string) => text.includes('the panel:') && begun()),
      );
      for (const wait of [moment, 1]) {
        await new Promise((over) => setTimeout(over, wait));
        child.kill('SIGINT');
      }
      const { code, signal, stderr } = await ended;
      expect([code, signal], stderr).toEqual([130, null]);
      expect(stderr).toMatch(/the panel: .*\n\n?autosel: stopped; finished steps are kept: [^\n]*\n$/);
    });
  },
);
