import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseGuidance, mergeGuidance, parseGuidance } from './guidance.ts';
import type { Guidance, GuidedCommit } from './guidance.ts';

const commit = (changes: Partial<GuidedCommit> = {}): GuidedCommit => ({
  ...{ subject: 'net: change it', body: '', paths: ['net/core.c'], added: '' },
  ...changes,
});
const make = (name: string, head: string): Guidance => parseGuidance(name, `---\n${head}\n---\nText.`).guidance;

describe('a file of guidance', () => {
  it('says in its head what it is for', () => {
    const { guidance, unknown } = parseGuidance(
      'x',
      '---\r\ntitle: Leaks\r\nwords: Leak, never freed\r\npaths: drivers/usb\r\n---\r\n- Text.\r\n',
    );
    expect(guidance).toMatchObject({
      name: 'x',
      title: 'Leaks',
      always: false,
      words: ['leak', 'never freed'],
      text: '- Text.',
    });
    expect(guidance.paths[0].test('drivers/usb/core/hub.c')).toBe(true);
    expect(unknown).toEqual([]);
  });

  it('without a head is for every commit; a word that means nothing is told', () => {
    expect(parseGuidance('x', 'Text.').guidance).toMatchObject({ always: true, title: 'x', text: 'Text.' });
    expect(parseGuidance('x', '---\nwhen: now\n---\nText.').unknown).toEqual(['when']);
  });

  it('of a person takes the place of ours by name', () => {
    const merged = mergeGuidance(
      [make('b', 'words: x'), make('a', 'words: y')],
      [make('b', 'words: z'), make('c', 'always: yes')],
    );
    expect(merged.map(({ name, words }) => [name, ...words])).toEqual([['a', 'y'], ['b', 'z'], ['c']]);
  });
});

describe('guidance for a commit', () => {
  it('is found by words of the message at the beginning of words, by paths and by added lines', () => {
    const race = [make('race', 'words: race')];
    expect(chooseGuidance(race, commit({ body: 'a race between' }))).toHaveLength(1);
    expect(chooseGuidance(race, commit({ body: 'a trace of it' }))).toHaveLength(0);
    expect(chooseGuidance([make('usb', 'paths: drivers/usb')], commit({ paths: ['drivers/usb/x.c'] }))).toHaveLength(1);
    expect(chooseGuidance([make('put', 'added: _put(')], commit({ added: '+\tkref_put(k);' }))).toHaveLength(1);
  });

  it('is the four that fit best, behind what is for every commit', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => make(name, 'words: leak'));
    const chosen = chooseGuidance(
      [...all, make('z', 'words: leak\npaths: net'), make('rules', 'always: yes')],
      commit({ subject: 'net: leak' }),
    );
    expect(chosen.map(({ name }) => name)).toEqual(['rules', 'z', 'a', 'b', 'c']);
  });

  const folder = join(import.meta.dirname, 'guidance');
  const ours = readdirSync(folder).map(
    (name) => parseGuidance(name.slice(0, -3), readFileSync(join(folder, name), 'utf8')).guidance,
  );

  it.each([
    ['net: fix NULL pointer dereference in probe', 'null-check'],
    ['usb: fix deadlock in disconnect', 'locking'],
    ['mm: plug memory leak on the error path', 'leak'],
    ['drm: fix refcount leak in bind', 'refcount'],
    ['bpf: fix out-of-bounds read', 'bounds'],
    ['ALSA: hda/realtek: Add quirk for a laptop', 'device-id'],
    ['kbuild: fix build error without CONFIG_NET', 'build-fix'],
    ['docs: fix typo', 'documentation'],
    ['mm: improve performance of lookup', 'performance-feature'],
    ['Revert "net: change it"', 'revert'],
    ['net: no functional change, prepare for the next patch', 'series-piece'],
    ['vfs: bypass of a check lets an attacker write', 'security'],
    ['scsi: fix error handling in reset', 'error-path'],
  ])('of ours for "%s" has %s first', (subject, name) => {
    const [rules, ...chosen] = chooseGuidance(ours, commit({ subject })).map((each) => each.name);
    expect(rules).toBe('stable-rules');
    expect(chosen.slice(0, 2)).toContain(name);
  });
});
