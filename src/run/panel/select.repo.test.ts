import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliEnd } from '../../testing/cli.ts';
import type { Turn } from '../../testing/model-server/turns.ts';
import { makePanelProject, PANEL_KEY, type PanelProject } from '../../testing/panel-project.ts';
import { judged, startPanelService } from '../../testing/panel-service.ts';
import type { PanelQuestion, PanelService } from '../../testing/panel-service.ts';
import { makeFolder } from '../../testing/repo.ts';
import type { Selection } from '../types.ts';
import type { RunReport } from './runs.ts';

const folder = makeFolder();
const out = join(folder, 'out');
let project: PanelProject;
let service: PanelService;
let place: { readonly store: string; readonly config: string };
let ended: CliEnd;
let selection: Selection;

const voteOn = (sha: string): 'yes' | 'no' | 'unsure' =>
  (['yes', 'no', 'unsure'] as const)[Number.parseInt(sha.slice(0, 6), 16) % 3];

/** The security reader's service refuses some questions in words that hold the key. */
function answer({ sha, subject, role }: PanelQuestion): Turn {
  if (role === 'security' && /[0-3]$/.test(sha))
    return {
      fault: {
        status: 401,
        body: `{"type":"error","error":{"type":"authentication_error","message":"bad key ${PANEL_KEY}"}}`,
      },
    };
  const citations = [{ kind: 'message' as const, at: '', quote: subject }];
  return judged({ vote: voteOn(sha), claims: [{ text: 'The subject says so.', weighs: 'for', citations }] });
}

beforeAll(async () => {
  project = await makePanelProject(folder);
  service = await startPanelService(answer);
  const config = project.writeConfig('config', { url: service.url });
  place = { store: project.freshStore('store'), config };
  const { range } = project.demo;
  ended = await project.run(['select', range, '--panel', '--yes', '--max', '12', '--json', '--out', out], place);
  await service.close();
  if (ended.stdout === '') throw new Error(ended.stderr);
  selection = JSON.parse(ended.stdout) as Selection;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('select --panel', () => {
  it('puts every commit that passes the gate where its verdict says', () => {
    const asked = selection.commits.filter(({ verdict }) => verdict !== undefined);
    expect(asked.length).toBe(selection.panel?.asked);
    expect(new Set(asked.map(({ sha }) => voteOn(sha)))).toEqual(new Set(['yes', 'no', 'unsure']));
    const lanes = { yes: 'proposal', no: 'left', unsure: 'unsettled' } as const;
    for (const { sha, lane, why } of asked) {
      expect([sha, lane]).toEqual([sha, lanes[voteOn(sha)]]);
      expect(why).toMatch(/^Panel: /);
    }
    expect(ended.code).toBe(3);
  });

  it('asks nobody about commits that were decided without a model', () => {
    const decided = selection.commits.filter(({ lane }) =>
      ['already there', 'tagged for stable', 'opted out'].includes(lane),
    );
    expect(decided.length).toBeGreaterThan(0);
    expect(decided.filter(({ verdict }) => verdict !== undefined)).toEqual([]);
  });

  it('says before it asks what that will probably take', () => {
    expect(ended.stderr).toMatch(/the panel will take about \d+ questions on \d+ commits, .* tokens/);
  });
});

describe('services that deny every answer', () => {
  it('are asked about three commits, the most probable first, and not about the rest', async () => {
    const denying = await startPanelService(() => ({ fault: { status: 401 } }));
    const config = project.writeConfig('denied', { url: denying.url, panel: 'concurrency = 1' });
    const denied = { store: project.freshStore('denied'), config };
    const call = ['select', project.demo.range, '--panel', '--yes', '--max', '12', '--json'];
    const { code, stdout, stderr } = await project.run(call, denied);
    await denying.close();
    const { commits, panel } = JSON.parse(stdout) as Selection;
    const asked = commits.filter(({ verdict }) => (verdict?.spent.questions ?? 0) > 0);
    const likely = commits
      .filter(({ verdict }) => verdict !== undefined)
      .toSorted((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
    expect(panel?.asked).toBeGreaterThan(5);
    expect(new Set(asked.map(({ sha }) => sha))).toEqual(new Set(likely.slice(0, 3).map(({ sha }) => sha)));
    expect(likely.at(-1)?.why).toMatch(/silent, unavailable \(not asked any more: .*HTTP 401/);
    expect(stderr).toMatch(/nobody was asked any more: .*HTTP 401/);
    expect(code).toBe(3);
  });
});

describe('a stored run', () => {
  const replay = async (...more: readonly string[]): Promise<RunReport> => {
    const { stdout, stderr } = await project.run(
      ['run', 'replay', selection.panel?.run ?? '', '--json', ...more],
      place,
    );
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as RunReport;
  };
  const tell = ({ verdicts }: RunReport) => verdicts.map(({ sha, verdict }) => `${sha} ${verdict}`).toSorted();

  it('is decided again without a service, and under the same rules in the same way', async () => {
    const asked = selection.commits.flatMap(({ sha, verdict }) =>
      verdict === undefined ? [] : `${sha} ${verdict.verdict}`,
    );
    expect(tell(await replay())).toEqual(asked.toSorted());
  });

  it('is decided otherwise under rules that nobody fulfils', async () => {
    const strict = await replay('--held-claims', '20');
    expect(strict.verdicts.filter(({ verdict }) => verdict === 'yes')).toEqual([]);
    expect(new Set(strict.verdicts.map(({ code }) => code))).toContain('unproven');
  });
});

describe('the key of a service', () => {
  it('reaches the service and stands in no output, report or store', () => {
    const sent = service.seen.map(({ headers }) => `${headers.authorization ?? ''}${String(headers['x-api-key'])}`);
    expect(sent.every((header) => header.includes(PANEL_KEY))).toBe(true);
    const refused = selection.commits.flatMap(({ verdict }) => verdict?.silent ?? []);
    expect(refused.map(({ why }) => why).join()).toContain('bad key');
    expect(service.asked.length).toBeGreaterThan(0);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(PANEL_KEY);
    const files = [out, place.store].flatMap((where) => readdirSync(where, { recursive: true, withFileTypes: true }));
    const holding = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((file) => readFileSync(file).includes(PANEL_KEY));
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['report.html', 'runs.sqlite', 'selection.json']),
    );
    expect(holding).toEqual([]);
  });
});
