import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../testing/model-server/turns.ts';
import { makePanelProject, type PanelPlace } from '../../testing/panel-project.ts';
import { calls, judged, letsStand, startPanelService } from '../../testing/panel-service.ts';
import type { PanelQuestion, PanelService, Respond } from '../../testing/panel-service.ts';
import { makeFolder } from '../../testing/repo.ts';
import type { AskAnswer } from './ask.ts';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = await makePanelProject(folder);
const COMMIT = project.demo.range.split('..')[1];

let service: PanelService;
afterEach(() => service.close());

let count = 0;
async function ask(respond: Respond, wishes: { readonly panel?: string; readonly budget?: string } = {}) {
  const { panel, budget } = wishes;
  service = await startPanelService(respond);
  count += 1;
  const place = {
    store: project.freshStore(`store${count}`),
    config: project.writeConfig(`config${count}`, { url: service.url, ...(panel && { panel }) }),
  };
  const call = async (...more: readonly string[]) => {
    const { code, stdout, stderr } = await project.run(['ask', COMMIT, '--json', ...more], place);
    if (stdout === '') throw new Error(`no answer: ${stderr}`);
    return { code, stderr, ...(JSON.parse(stdout) as AskAnswer) };
  };
  return { place, again: call, ...(await call(...(budget === undefined ? [] : ['--budget', budget]))) };
}

/** Looks at the commit, then votes because of its subject and of what it found. */
const lookThen =
  (vote: string) =>
  (question: PanelQuestion): Turn => {
    const { subject, found, mayCall, sha } = question;
    if (mayCall && found.length === 0) return calls('show_commit', { commit: sha });
    const facts = found.slice(0, 1).map((number) => ({ kind: 'fact' as const, at: String(number), quote: subject }));
    const citations = [{ kind: 'message' as const, at: '', quote: subject }, ...facts];
    return judged({ vote, claims: [{ text: 'The subject says so.', weighs: 'for', citations }] });
  };

const states = ({ verdict }: AskAnswer): readonly string[] =>
  verdict.judgements.flatMap(({ claims }) => claims.map(({ state }) => state));

/** What `autosel runs` says of the one run. */
const stateOf = async (place: PanelPlace): Promise<string | undefined> =>
  /finished|stopped after \d+ of \d+/.exec((await project.run(['runs'], place)).stdout)?.[0];

const askedTwice = (): readonly string[] => service.asked.filter((hash, at) => service.asked.indexOf(hash) !== at);

describe('autosel ask', () => {
  it('lets members look with tools, looks up what they claim, and says yes', async () => {
    const { code, verdict, ...answer } = await ask(lookThen('yes'));
    expect(code).toBe(0);
    expect(verdict).toMatchObject({ verdict: 'yes', yesShare: 1, silent: [] });
    expect(verdict.judgements.map(({ member }) => member)).toEqual(['analyst', 'security', 'sceptic']);
    expect(states({ ...answer, verdict })).toEqual(['held', 'held', 'held']);
    expect(verdict.spent.questions).toBe(5);
  });

  it('asks nobody again about what was answered', async () => {
    const { again, asked, verdict } = await ask(lookThen('yes'));
    const before = service.asked.length;
    expect(asked).toBe(before);
    const kept = await again();
    expect([kept.asked, kept.verdict]).toEqual([0, verdict]);
    expect(kept.stderr).toMatch(/analyst votes yes, .*; kept from before, nobody was asked now: it took 2 questions/);
    expect(service.asked.length).toBe(before);
  });

  it('catches a false claim, and does not count a member that only says false things', async () => {
    const made = { kind: 'message' as const, at: '', quote: 'a remote sender can crash every release since v1.0' };
    const honest = lookThen('yes');
    const claims = [{ text: 'It is grave.', weighs: 'for', citations: [made] }];
    const answer = await ask((question) =>
      question.role === 'security' ? judged({ vote: 'yes', claims }) : honest(question),
    );
    expect(states(answer)).toEqual(['held', 'false', 'held']);
    expect(answer.verdict.verdict).toBe('yes');
    expect(answer.verdict.why).toContain('not counted for false claims: security');
  });

  it('does not say yes on false claims alone', async () => {
    const citations = [{ kind: 'commit' as const, at: 'deadbeefdeadbeef', quote: 'net: a commit that is not there' }];
    const claims = [{ text: 'It repairs that commit.', weighs: 'for', citations }];
    const { code, verdict } = await ask(() => judged({ vote: 'yes', claims }));
    expect([code, verdict.verdict, verdict.code]).toEqual([3, 'unsettled', 'quorum']);
  });

  it('lets the sides refute each other where they disagree, and the referee settle', async () => {
    const [yes, no] = [lookThen('yes'), lookThen('no')];
    const { verdict } = await ask((question) => {
      if (question.round === 'refutation') return letsStand(question);
      return (question.role === 'sceptic' ? no : yes)(question);
    });
    expect(verdict.verdict).toBe('yes');
    expect(verdict.referee).toMatchObject({ role: 'referee', vote: 'yes' });
    expect(verdict.judgements.map(({ vote }) => vote)).toEqual(['yes', 'yes', 'no']);
  });
});

describe('autosel panel try', () => {
  it('writes what each member would be given where no model is configured', async () => {
    service = await startPanelService(lookThen('yes'));
    const config = join(folder, 'no-models.toml');
    writeFileSync(config, '');
    const place = { store: project.freshStore('store-try'), config };
    const out = join(folder, 'prompts');
    const { code, stderr } = await project.run(['panel', 'try', COMMIT, '--out', out], place);
    expect([code, stderr], stderr).toEqual([0, expect.stringContaining('no model is configured')]);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['analyst.md', 'sceptic.md']));
    const written = readFileSync(join(out, 'analyst.md'), 'utf8');
    expect(written).toContain('model any-model');
    expect(written).toMatch(/Answer with one JSON object.*"vote":\{"type":"string","enum":\["yes","no","unsure"\]/s);
    expect(service.asked).toEqual([]);
    const [stale, other] = [join(out, 'outsider.md'), join(out, 'notes.md')];
    writeFileSync(stale, written.replace('What analyst (', 'What outsider ('));
    writeFileSync(other, written);
    expect((await project.run(['panel', 'try', COMMIT, '--out', out], place)).code).toBe(0);
    expect([existsSync(stale), readFileSync(other, 'utf8') === written]).toEqual([false, true]);
  });
});

describe('autosel runs and run show', () => {
  it('list nothing where nobody was asked, and give each commit its subject', async () => {
    const empty = { store: project.freshStore('store-empty'), config: join(folder, 'empty.toml') };
    writeFileSync(empty.config, '');
    expect(await project.run(['runs', '--json'], empty)).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await project.run(['runs'], empty)).toMatchObject({
      code: 0,
      stdout: 'nobody was asked yet: autosel ask or select --panel makes a run\n',
    });
    const { place, run, sha, subject } = await ask(lookThen('yes'));
    const { stdout } = await project.run(['run', 'show', run], place);
    expect(stdout).toContain(`, finished\n1 yes, 0 no, 0 unsettled of 1\n`);
    expect(stdout).toContain(`\n${sha.slice(0, 12)} ${subject}\nyes  `);
  });
});

describe('silence', () => {
  it('is never a no: with too few voices the commit stays unsettled, and each reason is told', async () => {
    const fault = { fault: { status: 401 } } as const;
    const { code, verdict } = await ask(({ role }) => (role === 'sceptic' ? fault : { refuse: 'I do not want to.' }));
    expect([code, verdict.verdict, verdict.code]).toEqual([3, 'unsettled', 'quorum']);
    expect(verdict.silent.map(({ member, silence }) => [member, silence])).toEqual([
      ['analyst', 'refused'],
      ['security', 'refused'],
      ['sceptic', 'denied'],
    ]);
    expect(verdict.why).toMatch(/^Analyst and security are silent, refused \(.+\): 0 members count, 2 must/);
  });

  it('of a service that was away is asked again by the next call, the others are not', async () => {
    let away = true;
    const yes = lookThen('yes');
    const { verdict, again } = await ask((question) =>
      away && question.role !== 'sceptic' ? { fault: { status: 401 } } : yes(question),
    );
    expect([verdict.verdict, verdict.code]).toEqual(['unsettled', 'quorum']);
    away = false;
    expect((await again()).verdict).toMatchObject({ verdict: 'yes', silent: [] });
    expect([...service.answered.values()]).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a budget', () => {
  it('that is spent leaves the commit unsettled; a larger one asks only what is missing', async () => {
    const { code, verdict, again, place } = await ask(lookThen('yes'), { budget: '17k tokens' });
    expect([code, verdict.verdict, verdict.code]).toEqual([3, 'unsettled', 'budget']);
    expect(await stateOf(place)).toBe('stopped after 0 of 1');
    const before = service.asked.length;
    expect(before).toBeGreaterThan(0);
    const more = await again('--budget', '1M tokens');
    expect([more.code, more.verdict.verdict]).toEqual([0, 'yes']);
    expect(service.asked.length).toBeGreaterThan(before);
    expect(askedTwice()).toEqual([]);
    expect(await stateOf(place)).toBe('finished');
  });

  it('too small for one question asks nobody', async () => {
    const { verdict } = await ask(lookThen('yes'), { budget: '100 tokens' });
    expect([verdict.verdict, verdict.code]).toEqual(['unsettled', 'budget']);
    expect(service.asked).toEqual([]);
  });
});
