import { isUtf8 } from 'node:buffer';
import { parsePatch } from '../git/index.ts';
import { MboxSplitter } from '../history/index.ts';
import { parsePatchMail, type NoPatchMail, type ParsedMail } from '../mail/index.ts';

/** A longer mail is not read. */
const LONGEST = 64 * 1024 * 1024;

/** What `mail parse --json` prints of one mail, a line each. */
export type MailAnswer = { readonly file: string; /** From 1. */ readonly number: number } & (
  | NoPatchMail
  | (Omit<ParsedMail, 'patch'> & {
      /** Text where it is UTF-8, else base64 of its bytes. */
      readonly patch: { readonly text: string } | { readonly base64: string };
      /** Paths that it changes, as they are after it. */
      readonly paths: readonly string[];
    })
);

/** The mails of one file, an mbox or a single mail, one after the other; memory holds one of them. */
export async function* parseMails(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<MailAnswer> {
  let number = 0;
  for await (const bytes of splitMails(chunks)) {
    number += 1;
    yield { file, number, ...(await parseOne(bytes)) };
  }
}

async function* splitMails(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const splitter = new MboxSplitter(0, LONGEST);
  for await (const chunk of chunks) for (const { bytes } of splitter.take(chunk)) yield bytes;
  for (const { bytes } of splitter.end()) yield bytes;
}

async function parseOne(bytes: Buffer) {
  if (bytes.length >= LONGEST)
    return { kind: 'no patch mail', code: 'unreadable', why: 'it is longer than 64 MiB', subject: '' } as const;
  const mail = await parsePatchMail(bytes);
  return mail.kind === 'patch mail' ? { ...mail, patch: showPatch(mail.patch), paths: pathsOf(mail.patch) } : mail;
}

const showPatch = (patch: Buffer): { readonly text: string } | { readonly base64: string } =>
  isUtf8(patch) ? { text: patch.toString('utf8') } : { base64: patch.toString('base64') };

const pathsOf = (patch: Buffer): string[] =>
  parsePatch(patch).files.flatMap(({ oldPath, newPath }) => newPath ?? oldPath ?? []);
