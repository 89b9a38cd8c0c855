import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePanelProject } from '../../testing/panel-project.ts';
import { judged, startPanelService } from '../../testing/panel-service.ts';
import { makeFolder } from '../../testing/repo.ts';
import type { Classification } from './classify-answers.ts';

const folder = makeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = await makePanelProject(folder);
const git = (...args: string[]): string[] =>
  execFileSync('git', ['-C', project.demo.dir, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter(Boolean);
const faults = git('log', '--no-merges', '--format=%H %s', 'v3.0')
  .filter((line) => /NULL pointer|use after free|leak|overflow|race/i.test(line.slice(41)))
  .map((line) => line.slice(0, 40));
const hidden = faults.slice(0, 3);
const list = join(folder, 'cves.txt');
writeFileSync(
  list,
  faults
    .slice(3)
    .map((sha, at) => `${sha} CVE-2024-${10_000 + at}\n`)
    .join(''),
);

describe('cve classify --panel', () => {
  it('asks with the question and the guidance of a CVE, and puts a no among what is left', async () => {
    const asked: string[] = [];
    let refused: string | undefined;
    const service = await startPanelService(({ sha, subject, text }) => {
      asked.push(text);
      const citations = [{ kind: 'message' as const, at: '', quote: subject }];
      refused ??= sha;
      const vote = sha === refused ? 'no' : 'yes';
      return judged({ vote, claims: [{ text: 'The subject says so.', weighs: 'for', citations }] });
    });
    const place = { store: project.freshStore('store'), config: project.writeConfig('config', { url: service.url }) };
    const args = [
      'cve',
      'classify',
      hidden.join(' '),
      '--records',
      list,
      '--panel',
      '--yes',
      '--json',
      '--threshold',
      '0',
    ];
    const { stdout, stderr } = await project.run(args, place);
    await service.close();
    if (stdout === '') throw new Error(stderr);
    const found = JSON.parse(stdout) as Classification;
    const judgedOnes = found.commits.filter(({ verdict }) => verdict !== undefined);
    expect(judgedOnes.length).toBeGreaterThan(1);
    expect(found.panel?.asked).toBe(judgedOnes.length);
    for (const { sha, lane, why } of judgedOnes) {
      expect(why).toContain('Panel: ');
      expect(sha === refused ? ['left'] : ['candidate', 'held']).toContain(lane);
    }
    const all = asked.join('\n');
    expect(all).toContain('whether what it mends is a vulnerability that needs a CVE');
    expect(all).toContain('A leak counts when a user can repeat what leaks');
    expect(all).toContain('By its words the weakness is CWE-');
    expect(all).not.toContain('You help the keepers of stable branches');
  });
});
