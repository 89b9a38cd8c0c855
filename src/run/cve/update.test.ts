import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildRecord, renderAnnouncement, renderRecord, parseCveId } from '../../cve/index.ts';
import { makeFolder } from '../../testing/repo.ts';
import { readTemplate } from '../files-of-cve.ts';
import { buildGivenCase } from './case.ts';
import { runCveUpdate } from './update.ts';

const root = makeFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
const ID = parseCveId('CVE-2024-1000');
const fileOf = (ending: string): string => join(root, `published/2024/${ID}.${ending}`);
const [bug, fix] = ['a', 'b'].map((digit) => digit.repeat(40));
const template = await readTemplate('linux');
const dyad = `6.1:${bug}:6.3:${fix}\n`;
const given = buildGivenCase(
  ID,
  {
    pairs: { file: 'a.dyad', text: dyad },
    title: 'net: forget',
    text: { file: 'a.txt', text: 'It leaked.' },
    paths: ['net/a.c'],
  },
  template,
);
const texts = {
  sha1: `${fix}\n`,
  dyad,
  json: renderRecord(buildRecord(given, template)),
  mbox: renderAnnouncement(given, template),
};

/** One published CVE whose record lacks an address that was given by hand. */
const lay = (): void => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'published/2024'), { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(fileOf(name), text);
  writeFileSync(fileOf('reference'), 'https://example.org/one\n');
};

it.each(['message', 'cvss', 'reference', 'sha1', 'vulnerable', 'mbox'])(
  'a CVE whose .%s somebody changes while it is made anew is left',
  async (ending) => {
    lay();
    const before = readFileSync(fileOf('json'), 'utf8');
    const update = (meanwhile: () => void) =>
      runCveUpdate(
        undefined,
        {
          ...{ folder: root, ids: [], template, dryRun: false, by: 'a test' },
          lists: { notFixes: new Set(), notReverts: new Set() },
          validate: () => {
            meanwhile();
            return [];
          },
        },
        { update: false, signal: new AbortController().signal, progress: () => {} },
      );
    const [left] = await update(() => writeFileSync(fileOf(ending), 'of somebody else\n'));
    expect(left).toMatchObject({ kind: 'left', why: expect.stringContaining('somebody changed CVE-2024-1000') });
    expect(readFileSync(fileOf('json'), 'utf8')).toBe(before);
    lay();
    expect((await update(() => {}))[0].kind).toBe('changed');
  },
);
