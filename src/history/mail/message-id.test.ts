import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/mails.ts';
import { findMailIds, parseMessageIds } from './message-id.ts';

describe('the mails that a commit names', () => {
  it.each([
    ['link', 'https://lore.kernel.org/r/20240501-topic-v2-3-abc@host'],
    ['link', 'https://patch.msgid.link/20240501-topic-v2-3-abc@host'],
    ['link', 'https://lkml.kernel.org/r/20240501-topic-v2-3-abc@host # the patch'],
    ['link', 'https://inbox.example.org/dev/20240501-topic-v2-3-abc@host/T/#u'],
    ['link', 'https://lore.kernel.org/all/20240501-topic-v2-3-abc%40host/'],
    ['message-id', '<20240501-topic-v2-3-abc@host>'],
  ])('%s: %s', (key, value) => {
    expect(findMailIds([[key, value]])).toEqual(['20240501-topic-v2-3-abc@host']);
  });

  it('are not those of reports, nor pages without an id', () => {
    expect(
      findMailIds([
        ['closes', 'https://lore.kernel.org/r/a@b'],
        ['link', 'https://bugs.example.org/17'],
      ]),
    ).toEqual([]);
  });

  it('survive any text', () => {
    fc.assert(
      fc.property(anyText, (value) => findMailIds([['link', `https://x/${value}`]]).every((id) => /^[!-~]+$/.test(id))),
    );
    fc.assert(fc.property(anyText, (value) => parseMessageIds(value).every((id) => /^[!-~]+$/.test(id))));
  });
});
