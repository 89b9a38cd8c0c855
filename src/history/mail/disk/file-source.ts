import { open } from 'node:fs/promises';
import path from 'node:path';
import { MOST_BYTES } from '../mbox.ts';
import type { MailSource } from '../source.ts';
import { stampOf, type MailFile } from './mbox-source.ts';

/** One mail in a file of its own. A maildir renames its files when their flags change: those are left out of the name. */
export function makeFileSource(file: MailFile, maildir: string | undefined): MailSource {
  const name = maildir === undefined ? file.path : path.join(maildir, path.basename(file.path).replace(/:.*$/, ''));
  return {
    name,
    stamp: stampOf(file),
    async *read() {
      yield { bytes: await readStart(file), received: file.time, mark: () => Promise.resolve('') };
    },
  };
}

async function readStart({ path: name, size }: MailFile): Promise<Buffer> {
  const file = await open(name);
  try {
    const wanted = Math.min(size, MOST_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
