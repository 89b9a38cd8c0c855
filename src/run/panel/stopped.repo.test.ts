import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { CliEnd } from '../../testing/cli.ts';
import type { Turn } from '../../testing/model-server/turns.ts';
import { makePanelProject, memberTable } from '../../testing/panel-project.ts';
import { calls, judged, letsStand, startPanelService } from '../../testing/panel-service.ts';
import type { PanelQuestion, PanelService } from '../../testing/panel-service.ts';
import { makeFolder } from '../../testing/repo.ts';
import type { Selection } from '../types.ts';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = await makePanelProject(folder);

let service: PanelService;
afterEach(() => service.close());

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
  return { ends, last: await project.run(ARGUMENTS, place) };
}

const verdictsOf = ({ stdout }: CliEnd) =>
  (JSON.parse(stdout) as Selection).commits.flatMap(({ sha, lane, verdict }) =>
    verdict === undefined ? [] : [{ sha, lane, verdict: verdict.verdict, code: verdict.code }],
  );

const repeats = (): number => service.asked.length - new Set(service.asked).size;

describe('a panel that is stopped and called again', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s asks nothing again but the one question that was under way',
    async (signal) => {
      const moments = [1, 4, 7, 2, 5];
      const ordeal = { members: ALONE, panel: 'concurrency = 1', signal, moments };
      const { ends, last } = await endure(`alone${signal}`, ordeal);
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
