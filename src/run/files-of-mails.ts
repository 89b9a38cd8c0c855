import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { splitMbox } from '../mail/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/** The file of a folder of `select --out` that holds a mail for each proposal. */
const PROPOSALS = 'proposals.mbox';
/** The file of such a folder that tells of tagged commits which do not apply; not always there. */
export const FAILURES = 'failures.mbox';

/**
 * The mails of a folder that `select --out` wrote, or of one mbox of it.
 * @throws UsageError `no-mails` when there is nothing to read.
 */
export async function readMails(place: string): Promise<readonly Buffer[]> {
  try {
    if (!(await stat(place)).isDirectory()) return splitMbox(await readFile(place));
    const files = [PROPOSALS, ...(existsSync(join(place, FAILURES)) ? [FAILURES] : [])];
    const mails = await Promise.all(files.map(async (name) => splitMbox(await readFile(join(place, name)))));
    return mails.flat();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw new UsageError(
      'no-mails',
      `no mails can be read at ${JSON.stringify((cause as NodeJS.ErrnoException).path ?? place)}: ${sayWhy(cause)}; name a folder that autosel select --out wrote, or an mbox of it`,
      { cause },
    );
  }
}
