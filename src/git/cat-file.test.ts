import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ObjectReader } from './cat-file.ts';
import type { Launcher, ObjectReply } from './cat-file.ts';
import type { GitChild } from './process.ts';

const sha = 'a'.repeat(40);

/** A git that prints `output` in pieces of the sizes given, whatever it is asked. */
function fakeGit(output: Buffer, sizes: readonly number[]): Launcher {
  const start = (): GitChild => {
    const stdout = new PassThrough();
    let at = 0;
    for (let turn = 0; at < output.length; turn++) {
      const size = sizes[turn % sizes.length];
      stdout.write(output.subarray(at, at + size));
      at += size;
    }
    const ended = new Promise<never>(() => {});
    return { stdin: new PassThrough(), stdout, ended, stop: async () => {} } as unknown as GitChild;
  };
  return { dir: '/nowhere', start, throwIfStopped: () => {} };
}

function printed(reply: string): string {
  if (reply === 'missing' || reply === 'ambiguous') return `x ${reply}\n`;
  return `${sha} blob ${reply.length}\n${reply}\n`;
}

function expected(reply: string, maxBytes: number): ObjectReply {
  if (reply === 'missing' || reply === 'ambiguous') return { kind: reply };
  if (reply.length > maxBytes) return { kind: 'too-large', sha, type: 'blob', size: reply.length };
  return { kind: 'object', sha, type: 'blob', bytes: Buffer.from(reply) };
}

const reply = fc.oneof(
  fc.constantFrom('missing', 'ambiguous', '', `${sha} blob 3\nx missing\n`),
  fc.string({ unit: fc.constantFrom('a', '\n', '\0'), maxLength: 60 }),
);

test('answers come whole and in order, however the output is cut into chunks', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(reply, { maxLength: 12 }),
      sizes,
      fc.integer({ min: 0, max: 60 }),
      async (replies, cuts, maxBytes) => {
        const reader = new ObjectReader(fakeGit(Buffer.from(replies.map(printed).join('')), cuts), maxBytes);
        const answers = await Promise.all(replies.map((_, n) => reader.read(`name-${n}`)));
        expect(answers).toEqual(replies.map((each) => expected(each, maxBytes)));
      },
    ),
    { numRuns: 300, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true },
  );
});

test('a name with a line break or nothing in it is missing, and git is not asked', async () => {
  const start = (): never => expect.unreachable('git was started');
  const reader = new ObjectReader({ dir: '/nowhere', start, throwIfStopped: () => {} }, 100);
  for (const name of ['', '\n', 'a\nb', 'a\0b']) expect(await reader.read(name)).toEqual({ kind: 'missing' });
});
