import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { AutoselError, InfrastructureError, UsageError } from '../errors.ts';
import { sayWhy } from '../words-of-errors.ts';

/** A file as text that becomes the same bytes again. */
export interface TextFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
}

/** UsageError `text-unreadable` when it cannot be read. */
export function readTextFile(path: string): TextFile {
  try {
    return { path, ...decodeText(readFileSync(path)) };
  } catch (error) {
    throw new UsageError('text-unreadable', `${path} cannot be read: ${sayWhy(error)}`, { cause: error });
  }
}

/** Bytes that are no UTF-8 are taken one by one, so that those that are not touched stay what they are. */
export function decodeText(bytes: Buffer): Omit<TextFile, 'path'> {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes)
    ? { bytes, text, encoding: 'utf8' }
    : { bytes, text: bytes.toString('latin1'), encoding: 'latin1' };
}

/**
 * Puts another text in place of a file, whole or not at all: through a new file beside it, with its rights; a link stays a link.
 * UsageError `text-changed` when somebody else wrote to it meanwhile, InfrastructureError `text-unwritten` when the disk refuses.
 */
export function replaceTextFile(file: TextFile, text: string): void {
  try {
    replaceWhole(file, text);
  } catch (cause) {
    if (cause instanceof AutoselError) throw cause;
    throw new InfrastructureError(
      'text-unwritten',
      `${file.path} cannot be written: ${sayWhy(cause)}; it is as it was`,
      {
        cause,
      },
    );
  }
}

function replaceWhole({ path, bytes, encoding }: TextFile, text: string): void {
  const target = realpathSync(path);
  const beside = `${target}.${randomBytes(6).toString('hex')}.new`;
  const fd = openSync(beside, 'wx', 0o600);
  try {
    try {
      const written = Buffer.from(text, encoding);
      for (let at = 0; at < written.length;) at += writeSync(fd, written, at);
      fchmodSync(fd, statSync(target).mode & 0o7777);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    if (!readFileSync(target).equals(bytes))
      throw new UsageError(
        'text-changed',
        `${path} was changed by somebody else meanwhile: nothing is written; call again`,
      );
    renameSync(beside, target);
  } finally {
    rmSync(beside, { force: true });
  }
}
