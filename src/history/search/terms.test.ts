import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePatch } from '../../git/index.ts';
import type { Patch } from '../../git/index.ts';
import { FIELD, fieldOf } from '../../models/index.ts';
import { buildCommitText } from './commit-text.ts';
import { decodeTerms, encodeTerms } from './terms-codec.ts';
import { extractTerms, extractTermTexts } from './terms.ts';

const PATCH = `diff --git a/drivers/net/wave.c b/drivers/net/wave.c
index 1111111..2222222 100644
--- a/drivers/net/wave.c
+++ b/drivers/net/wave.c
@@ -10,6 +10,7 @@ static int wave_open(struct wave *wave, int flags)
 	struct wave_ring *ring = wave->ring;
 
-	spin_lock(&ring->old_guard);
+	mutex_lock(&ring->new_guard);
+	}
 	return 0;
`;

const patchOf = (text: string): Patch => parsePatch(Buffer.from(text));
const commit = {
  subject: 'net: wave: take the new guard',
  body: 'Because wave_close() sleeps.\n\nFixes: 1234567890ab ("net: first waves")\nCc: stable@vger.kernel.org',
};

const textsOf = (field: number, message = commit, patch: Patch | undefined = patchOf(PATCH)): string[] => {
  const { terms, texts } = extractTermTexts(message, patch);
  return [...terms.hashes].filter((term) => fieldOf(term) === field).map((term) => texts.get(term)!.trim());
};

describe('terms of a commit', () => {
  it('come from message, paths, functions, names and lines', () => {
    expect(textsOf(FIELD.word)).toEqual(expect.arrayContaining(['net', 'wave', 'guard', 'Because', 'sleeps', 'close']));
    expect(textsOf(FIELD.path)).toEqual(['drivers/net/wave.c']);
    expect(textsOf(FIELD.folder).sort()).toEqual(['drivers', 'drivers/net', 'wave']);
    expect(textsOf(FIELD.functionName)).toEqual(['wave_open']);
    expect(textsOf(FIELD.identifier).sort()).toEqual([
      'mutex_lock',
      'new_guard',
      'old_guard',
      'ring',
      'spin_lock',
      'wave_close',
    ]);
    expect(textsOf(FIELD.addedLine)).toEqual(['mutex_lock(&ring->new_guard);']);
    expect(textsOf(FIELD.oldLine).sort()).toEqual([
      'spin_lock(&ring->old_guard);',
      'struct wave_ring *ring = wave->ring;',
    ]);
    expect(textsOf(FIELD.subject)).toEqual(['net: wave: take the new guard']);
  });

  it('never hold anything of the trailers', () => {
    const bare = { ...commit, body: 'Because wave_close() sleeps.' };
    expect(extractTerms(commit, patchOf(PATCH))).toEqual(extractTerms(bare, patchOf(PATCH)));
  });

  it('are sorted, each once, counted, and the same with and without texts', () => {
    const terms = extractTerms(commit, patchOf(PATCH));
    expect([...terms.hashes]).toEqual([...new Set(terms.hashes)].sort((a, b) => a - b));
    expect(terms.counts.every((count) => count > 0)).toBe(true);
    expect(extractTermTexts(commit, patchOf(PATCH)).terms).toEqual(terms);
  });

  it('do not depend on the commits read before', () => {
    const alone = extractTerms(commit, patchOf(PATCH));
    extractTerms({ subject: 'another one', body: 'with other words' }, undefined);
    expect(extractTerms(commit, patchOf(PATCH))).toEqual(alone);
  });

  it('see a line the same however it is indented', () => {
    const spaced = PATCH.replace('+\tmutex_lock(&ring->new_guard);', '+    mutex_lock( &ring->new_guard );');
    const lines = (patch: string) =>
      extractTerms(commit, patchOf(patch)).hashes.filter((term) => fieldOf(term) === FIELD.addedLine);
    expect(lines(spaced)).toEqual(lines(PATCH));
  });

  it('stay bounded for a giant commit', () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `+\tcall_number_${i}(argument_${i}, other_${i});\n`).join(
      '',
    );
    const giant = `diff --git a/big.c b/big.c\nindex 1..2 100644\n--- a/big.c\n+++ b/big.c\n@@ -1,0 +1,50000 @@ f(\n${lines}`;
    expect(extractTerms(commit, patchOf(giant)).hashes.length).toBeLessThan(900);
  });

  it('are of the message alone where the patch could not be read', () => {
    const fields = new Set([...extractTerms(commit, undefined).hashes].map(fieldOf));
    expect(fields).toEqual(new Set([FIELD.word, FIELD.identifier, FIELD.subject]));
  });

  it('can be made of any bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 300 }),
        (subject, body, bytes) => {
          const patch = parsePatch(
            Buffer.concat([
              Buffer.from(PATCH.split('\n').slice(0, 5).join('\n')),
              Buffer.from('\n+'),
              Buffer.from(bytes),
            ]),
          );
          const terms = extractTerms({ subject, body }, patch);
          expect(decodeTerms(encodeTerms(terms))).toEqual(terms);
        },
      ),
    );
  });
});

describe('stored terms', () => {
  const bytes = encodeTerms(extractTerms(commit, patchOf(PATCH)));

  it('are read back from any place in a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(decodeTerms(larger.subarray(3))).toEqual(decodeTerms(bytes));
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['cut', bytes.subarray(0, bytes.length - 1)],
    ['of another version', Uint8Array.from(bytes, (byte, at) => (at === 0 ? 9 : byte))],
    ['out of order', Uint8Array.from(bytes, (byte, at) => (at === 8 ? 255 : byte))],
  ])('are refused when %s', (_, damaged) => {
    expect(() => decodeTerms(damaged)).toThrow(/run: autosel index/);
  });
});

describe('the text for other embedders', () => {
  it('has message, paths and names, and no trailer', () => {
    expect(buildCommitText(commit, patchOf(PATCH))).toEqual({
      message: 'net: wave: take the new guard\n\nBecause wave_close() sleeps.',
      paths: ['drivers/net/wave.c'],
      identifiers: ['wave_open', 'ring', 'mutex_lock', 'new_guard', 'old_guard', 'spin_lock', 'wave_close'],
    });
  });

  it('is the message alone without a patch', () => {
    expect(buildCommitText(commit, undefined)).toMatchObject({ paths: [], identifiers: [] });
  });
});
