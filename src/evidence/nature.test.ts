import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage, parsePatch } from '../git/index.ts';
import { nature } from './nature.ts';

const person = (time: number): { email: string; time: number } => ({ email: 'ada@example.org', time });

const measure = (message: string, patch?: string): Map<string, number> => {
  const [subject = '', ...rest] = message.split('\n');
  const body = rest.join('\n').trim();
  const commit = { subject, body, author: person(1000), committer: person(1000 + 86_400) };
  const parsed = patch === undefined ? undefined : parsePatch(Buffer.from(patch));
  const numbers = nature.measure(commit, parseMessage(subject, body), parsed);
  return new Map(nature.names.map((name, at) => [name, numbers[at]]));
};

const patchOf = (path: string, lines: readonly string[]): string => {
  const old = lines.filter((line) => !line.startsWith('+')).length;
  const fresh = lines.filter((line) => !line.startsWith('-')).length;
  return `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n@@ -10,${old} +10,${fresh} @@ static int probe(void)\n${lines.join('\n')}\n`;
};

const lines = (count: number): number => Math.fround(Math.log1p(count));

describe('the nature of a commit', () => {
  it('has one number for each name', () => {
    expect(new Set(nature.names).size).toBe(nature.names.length);
    expect(measure('a: b').size).toBe(nature.names.length);
  });

  it('knows tags', () => {
    const numbers = measure(
      'net: fix leak\n\nText.\n\nFixes: 0123456789ab ("net: add it")\nReported-by: syzbot+1@example.org\nCc: stable@vger.kernel.org # 5.10+\nSigned-off-by: Ada <ada@example.org>\nSigned-off-by: Bob <bob@example.org>\n',
    );
    expect(numbers.get('tag-fixes')).toBe(1);
    expect(numbers.get('tag-stable')).toBe(1);
    expect(numbers.get('tag-stable-since')).toBe(1);
    expect(numbers.get('tag-signed-off-by')).toBe(2);
    expect(numbers.get('reporter-robot')).toBe(1);
  });

  it('reads subject, message and the verb of the subject apart', () => {
    const numbers = measure('net/mlx5: Fix a race\n\nThe driver could crash.');
    expect(numbers.get('subject-fix')).toBe(1);
    expect(numbers.get('subject-race')).toBe(1);
    expect(numbers.get('verb-fix')).toBe(1);
    expect(numbers.get('verb-race')).toBe(0);
    expect(numbers.get('body-crash')).toBe(1);
    expect(numbers.get('subject-crash')).toBe(0);
  });

  it('does not take words of trailers for words of the message', () => {
    expect(measure('a: b\n\nText.\n\nFixes: 0123456789ab ("a: crash on race")').get('body-crash')).toBe(0);
  });

  it('cannot see words that leak the decision', () => {
    const plain = measure('a: b\n\nPlease take this to them.');
    const leaking = measure('a: b\n\nPlease backport this to stable.');
    const differing = nature.names.filter((name) => !Object.is(plain.get(name), leaking.get(name)));
    expect(differing).toEqual([]);
    const tagged = measure('a: b\n\nPlease take this to them.\n\nBackport: 4.13+');
    expect(tagged.get('names-version')).toBe(0);
  });

  it('counts an added check and an unlock', () => {
    const numbers = measure(
      'a: b',
      patchOf('drivers/x.c', [' a', '+\tif (!p)', '+\t\treturn -EINVAL;', '+\tmutex_unlock(&l);', ' b']),
    );
    expect(numbers.get('added-if')).toBe(lines(1));
    expect(numbers.get('added-return')).toBe(lines(1));
    expect(numbers.get('added-unlock')).toBe(lines(1));
    expect(numbers.get('added-lock')).toBe(lines(1));
    expect(numbers.get('removed-if')).toBe(0);
    expect(numbers.get('blocks-added')).toBe(lines(1));
    expect(numbers.get('share-drivers')).toBe(1);
  });

  it.each([
    ['operator', '\tif (a < b)', '\tif (a <= b)'],
    ['constant', '\tx = 15;', '\tx = 16;'],
    ['word', '\tcall(one);', '\tcall(two);'],
    ['inserted', '\tx = a;', '\tx = a + b->c;'],
    ['deleted', '\tx = (int)a;', '\tx = a;'],
    ['space', '\tx = a;', '  x = a;'],
  ])('knows a changed %s', (kind, before, after) => {
    const numbers = measure('a: b', patchOf('a.c', [' x', `-${before}`, `+${after}`, ' y']));
    expect(numbers.get(`edit-${kind}`)).toBe(lines(1));
  });

  it('tells moved lines from new ones', () => {
    const moved = measure('a: b', patchOf('a.c', ['-one();', '-two();', ' x', '+\tone();', '+\ttwo();']));
    expect(moved.get('moved-share')).toBe(1);
    expect(moved.get('space-only')).toBe(1);
    expect(measure('a: b', patchOf('a.c', ['-one();', '+two();'])).get('moved-share')).toBe(0);
  });

  it('tells a change of comments alone', () => {
    expect(measure('a: b', patchOf('a.c', ['-/* teh */', '+/* the */'])).get('comment-only')).toBe(1);
    expect(measure('a: b', patchOf('a.c', ['-/* teh */', '+the();'])).get('comment-only')).toBe(0);
  });

  it.each([
    ['Documentation/a.rst', 'docs'],
    ['tools/testing/selftests/x.c', 'tests'],
    ['drivers/net/Makefile', 'build'],
    ['include/uapi/linux/a.h', 'uapi'],
    ['arch/arm64/boot/dts/a.dtsi', 'device-tree'],
    ['src/core/unit.c', 'core'],
    ['xen/arch/x86/traps.c', 'arch'],
  ])('puts %s among the %s', (path, kind) => {
    expect(measure('a: b', patchOf(path, ['-a', '+b'])).get(`share-${kind}`)).toBe(1);
  });

  it('gives NaN, not zero, for a patch that could not be read', () => {
    const numbers = measure('a: fix b');
    expect(numbers.get('lines-added')).toBeNaN();
    expect(numbers.get('added-if')).toBeNaN();
    expect(numbers.get('edit-word')).toBeNaN();
    expect(numbers.get('subject-fix')).toBe(1);
  });

  it('measures every byte string without failing and alike each time', () => {
    const line = fc
      .tuple(fc.constantFrom('+', '-', ' '), fc.string())
      .map(([sign, text]) => sign + text.replace(/\n/g, ''));
    fc.assert(
      fc.property(fc.string(), fc.array(line, { minLength: 1, maxLength: 30 }), (message, changed) => {
        const numbers = measure(message, patchOf('a.c', changed));
        expect(measure(message, patchOf('a.c', changed))).toEqual(numbers);
        expect([...numbers].filter(([name, value]) => name !== 'mail-part' && !Number.isFinite(value))).toEqual([]);
      }),
    );
  });
});
