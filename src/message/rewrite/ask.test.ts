import { describe, expect, it } from 'vitest';
import { makeScriptedModel } from '../../testing/scripted-model.ts';
import { ModelError } from '../../models/index.ts';
import { rewriteMessage, type RewriteEnd } from './ask.ts';
import { renderDifference } from './difference.ts';
import { joinParts, splitMessage } from './parts.ts';

const TRAILERS =
  'Fixes: 1a2b3c4d5e6f ("net/alpha: add  a part")\nCc:  stable@example.org\n\nSigned-off-by:   Anna <anna@example.org>\n\n';
const TEXT = `net/alpha: fix ring are leak

The ring is not freed when probe fail,
it lead to a leak.

- first, it call foo_free()
  two time
- second thing

    $ run --this
    exactly  so

${TRAILERS}`;

const ask = (...lines: Parameters<typeof makeScriptedModel>[0]): Promise<RewriteEnd> =>
  rewriteMessage({ model: makeScriptedModel(lines), prompt: 'p', text: TEXT, width: 60 });

describe('a message in parts', () => {
  it.each([
    TEXT,
    'subject',
    'a: b\n',
    'a: b\n\n\n\ntext\n\n',
    `x: y\n\n${TRAILERS}`,
    'a: b\nno blank\n',
    'a: b\n\n  indented\n  more\n\ntext',
  ])('becomes the same bytes again: %j', (text) => {
    const parts = splitMessage(text);
    expect(joinParts(parts, { title: parts.title, texts: [] }, 60)).toBe(text);
  });
});

describe('a message that is rewritten', () => {
  const good = {
    subject: 'fix leak of ring',
    parts: [
      'The ring is not freed when the probe fails, which leads to a leak.',
      'first, it calls foo_free() two times',
      'second thing',
    ],
  };

  it('has new words, and every other byte as before', async () => {
    const end = await ask({ answer: { ...good, subject: 'net/alpha: fix ring leak' } });
    expect(end).toMatchObject({ kind: 'rewritten', changed: 3, refused: [] });
    expect(end).toHaveProperty(
      'text',
      `net/alpha: fix ring leak

The ring is not freed when the probe fails, which leads to a
leak.

- first, it calls foo_free() two times
- second thing

    $ run --this
    exactly  so

${TRAILERS}`,
    );
  });

  it('keeps a part as it was when the model says more, and tells it twice what is wrong', async () => {
    const bad = {
      ...good,
      parts: [good.parts[0], 'first, it calls foo_free() and bar_free() two times', 'second thing'],
    };
    const model = makeScriptedModel([{ answer: bad }, { answer: bad }, { answer: bad }]);
    const end = await rewriteMessage({ model, prompt: 'p', text: TEXT, width: 60 });
    expect(end).toMatchObject({
      refused: [{ part: 'part 2', differences: [{ kind: 'invented', word: 'bar_free()' }] }],
    });
    expect(end).toHaveProperty('text', expect.stringContaining('- first, it call foo_free()\n  two time\n'));
    expect(model.seen).toHaveLength(3);
    expect(JSON.stringify(model.seen[1].messages.at(-1))).toContain('bar_free()');
  });

  it('refuses nothing that was not changed, not even a part with a control sign', async () => {
    const text = 'net/alpha: fix ring\n\nThe granter\u0092s ring leak.\n\nIt hang.\n';
    const answer = { subject: 'fix ring', parts: ['The granter\u0092s ring leak.', 'It hangs.'] };
    const model = makeScriptedModel([{ answer }]);
    expect(await rewriteMessage({ model, prompt: 'p', text, width: 60 })).toMatchObject({
      refused: [],
      text: 'net/alpha: fix ring\n\nThe granter\u0092s ring leak.\n\nIt hangs.\n',
    });
  });

  it('takes what the model mends on the second try', async () => {
    const bad = {
      ...good,
      parts: ['The ring is freed when the probe fails, which leads to a leak.', ...good.parts.slice(1)],
    };
    expect(await ask({ answer: bad }, { answer: good })).toMatchObject({ refused: [] });
  });

  it('is silent when the model fails, with the reason', async () => {
    const down = new ModelError('model-unavailable', 'nobody is there');
    expect(await ask(down, down, down)).toEqual({ kind: 'silent', why: 'nobody is there' });
  });
});

it('a difference shows lines as a patch does', () => {
  expect(renderDifference('a\nb\nc\n', 'a\nx\nc\nd\n')).toBe(' a\n-b\n+x\n c\n+d\n');
});
