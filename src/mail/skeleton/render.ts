import { parsePatch, renderReference, standsBelow } from '../../git/index.ts';
import { renderDiffstat } from '../diffstat.ts';
import { renderAddressHeader, renderBodyAddress, renderHeader } from '../headers.ts';
import { chooseEncoding, encodeQuotedPrintable } from '../transfer.ts';
import { renderMark } from './mark.ts';
import { renderSignedMessage } from './sign-off.ts';
import type { SkeletonMail } from './types.ts';

/** The mail as bytes, ready for `git am`; the same parts always give the same bytes. */
export function renderSkeletonMail(mail: SkeletonMail): Buffer {
  const body = renderBody(mail);
  const encoding = chooseEncoding(body);
  const lines = [...renderHeaders(mail, isAscii(body)), `Content-Transfer-Encoding: ${encoding}`];
  return Buffer.concat([
    Buffer.from(`${lines.join('\n')}\n\n`),
    encoding === '8bit' ? body : encodeQuotedPrintable(body),
  ]);
}

const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 128);

function renderHeaders(mail: SkeletonMail, ascii: boolean): string[] {
  const { from, to, cc, mark, subject, date, mailer, base, headers } = mail;
  return [
    renderAddressHeader('From', [from]),
    ...(to.length === 0 ? [] : [renderAddressHeader('To', to)]),
    ...(cc.length === 0 ? [] : [renderAddressHeader('Cc', cc)]),
    renderHeader('Subject', `[${renderMark(mark)}] ${subject}`),
    renderHeader('Date', date),
    ...renderThread(mail.thread),
    ...(mailer === undefined ? [] : [renderHeader('X-Mailer', mailer)]),
    ...renderParents(mail.thread),
    'MIME-Version: 1.0',
    ...(ascii ? [] : ['Content-Type: text/plain; charset="UTF-8"']),
    'X-stable: review',
    'X-Patchwork-Hint: Ignore',
    ...(base === undefined ? [] : [renderHeader('X-stable-base', base)]),
    ...headers.map(({ name, value }) => renderHeader(name, value)),
  ];
}

const renderThread = ({ id }: SkeletonMail['thread']): string[] => (id === '' ? [] : [`Message-ID: <${id}>`]);

const renderParents = ({ inReplyTo, references }: SkeletonMail['thread']): string[] => [
  ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`]),
  ...(references.length === 0 ? [] : [`References: ${references.map((id) => `<${id}>`).join('\n ')}`]),
];

function renderBody(mail: SkeletonMail): Buffer {
  const { author, upstream, explanation, patch, signature } = mail;
  const above = [
    ...(author === undefined ? [] : [`From: ${renderBodyAddress(author)}\n`]),
    ...(upstream === undefined || standsBelow(upstream.style) ? [] : [`${renderReference(upstream)}\n`]),
    ...renderSignedMessage(mail),
    '---',
    ...(explanation === '' ? [] : [`\n${explanation}\n`]),
    `${renderDiffstat(parsePatch(patch))}\n\n`,
  ].join('\n');
  const end = patch.length === 0 || patch.at(-1) === 10 ? '' : '\n';
  return Buffer.concat([Buffer.from(above), patch, Buffer.from(`${end}-- \n${signature}\n\n`)]);
}
