import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { MboxSplitter } from '../mbox.ts';
import type { MailSource } from '../source.ts';

/** Bytes before a mark by which it is known again. */
const TAIL = 256;

export interface MailFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly time: number;
}

export const stampOf = ({ size, time }: MailFile): string => `${size} ${time}`;

/** An mbox that grows: what was read is passed over as long as the bytes before the mark are the same. */
export function makeMboxSource(file: MailFile): MailSource {
  return {
    name: file.path,
    stamp: stampOf(file),
    async *read(mark) {
      const from = await findStart(file, mark);
      const chunks = createReadStream(file.path, { start: from }) as AsyncIterable<Buffer>;
      for await (const { bytes, end } of split(chunks, from))
        yield { bytes, received: file.time, mark: async () => `${end} ${await hashBefore(file.path, end)}` };
    },
  };
}

/** A compressed mbox is read whole whenever it changed. */
export function makePackedMboxSource(file: MailFile): MailSource {
  return {
    name: file.path,
    stamp: stampOf(file),
    async *read() {
      const packed = createReadStream(file.path);
      const chunks = createGunzip();
      packed.on('error', (error) => chunks.destroy(error));
      packed.pipe(chunks);
      for await (const { bytes } of split(chunks as AsyncIterable<Buffer>, 0))
        yield { bytes, received: file.time, mark: () => Promise.resolve('') };
    },
  };
}

async function* split(chunks: AsyncIterable<Buffer>, from: number) {
  const splitter = new MboxSplitter(from);
  for await (const chunk of chunks) yield* splitter.take(chunk);
  yield* splitter.end();
}

async function findStart({ path, size }: MailFile, mark: string | undefined): Promise<number> {
  const [digits = '', hash] = (mark ?? '').split(' ');
  const offset = Number(digits);
  if (!Number.isSafeInteger(offset) || offset <= 0 || offset > size) return 0;
  return (await hashBefore(path, offset)) === hash ? offset : 0;
}

async function hashBefore(path: string, end: number): Promise<string> {
  const from = Math.max(0, end - TAIL);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - from), 0, end - from, from);
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 16);
  } finally {
    await file.close();
  }
}
