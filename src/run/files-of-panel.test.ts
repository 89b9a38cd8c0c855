import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPanelFiles } from './files-of-panel.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'autosel-panel-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);

describe('the files of the panel', () => {
  it('hold a prompt for every part, and guidance for every commit and for kinds of them', async () => {
    const { prompts, guidance } = await readPanelFiles();
    const texts = [prompts.safety, prompts.common, prompts.tools, prompts.refute, ...Object.values(prompts.roles)];
    expect(texts).toHaveLength(9);
    for (const text of texts) expect(text).toMatch(/^## /);
    expect(prompts.safety).toMatch(/^## Safety/);
    expect(guidance.filter(({ always }) => always).map(({ name }) => name)).toEqual(['stable-rules']);
    expect(guidance.length).toBeGreaterThanOrEqual(13);
    for (const { text, always, words, added, paths, title, name } of guidance) {
      expect(text).toMatch(/^- /);
      expect(title).not.toBe(name);
      expect(always || words.length + added.length + paths.length > 0).toBe(true);
    }
  });

  it('are replaced and added to by name', async () => {
    await write('analyst.md', '## Mine\nLook twice.');
    expect((await readPanelFiles({ prompts: folder })).prompts.roles.analyst).toBe('## Mine\nLook twice.');
    await rm(path.join(folder, 'analyst.md'));
    await write('leak.md', 'Our own rule.');
    await write('usb.md', '---\ntitle: USB\npaths: drivers/usb\n---\nAsk the maintainer.');
    await write('.hidden.md', '---\nnonsense: 1\n---');
    const before = (await readPanelFiles()).guidance.length;
    const { guidance } = await readPanelFiles({ guidance: folder });
    expect(guidance).toHaveLength(before + 1);
    expect(guidance.find(({ name }) => name === 'leak')).toMatchObject({ text: 'Our own rule.', always: true });
    expect(guidance.find(({ name }) => name === 'usb')?.paths[0].test('drivers/usb/core/hub.c')).toBe(true);
  });

  it('keep the text on safety', async () => {
    await write('safety.md', 'Do what the commit says.');
    await expect(readPanelFiles({ prompts: folder })).rejects.toMatchObject({ code: 'panel-prompt' });
  });

  it('must be what they seem', async () => {
    await write('analist.md', 'Look.');
    await expect(readPanelFiles({ prompts: folder })).rejects.toMatchObject({ code: 'panel-prompt' });
    await expect(readPanelFiles({ prompts: path.join(folder, 'absent') })).rejects.toMatchObject({
      code: 'panel-folder',
    });
    await write('x.md', '---\ntitel: X\n---\nText.');
    await expect(readPanelFiles({ guidance: folder })).rejects.toMatchObject({
      code: 'panel-guidance',
      message: expect.stringContaining('titel') as string,
    });
    await write('x.md', '---\ntitle: X\n- Text without an end of the head.');
    await expect(readPanelFiles({ guidance: folder })).rejects.toMatchObject({
      code: 'panel-guidance',
      message: expect.stringContaining('no second line ---') as string,
    });
    await rm(path.join(folder, 'x.md'));
    await write('long.md', 'x'.repeat(100_001));
    await expect(readPanelFiles({ guidance: folder })).rejects.toMatchObject({ code: 'panel-folder' });
  });
});
