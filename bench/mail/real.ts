import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeWords } from 'postal-mime';
import { parsePatchMail, renderSkeletonMail, type ParsedMail } from '../../src/mail/index.ts';

interface RealMail {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly title: string;
}

/** Which mails have a property, and the first of them. */
class Tally {
  readonly #found = new Map<string, number[]>();

  add(what: string, at: number): void {
    this.#found.set(what, [...(this.#found.get(what) ?? []), at]);
  }

  list(): object {
    return Object.fromEntries(
      [...this.#found].map(([what, at]) => [what, { count: at.length, first: at.slice(0, 5) }]),
    );
  }
}

export async function benchReal([file = '']: readonly string[]): Promise<object> {
  const mails = readMails(file);
  const [missing, different, counts] = [new Tally(), new Tally(), { parsed: 0, equal: 0, explained: 0 }];
  for (const [at, mail] of mails.entries()) {
    const bytes = renderRaw(mail);
    const parsed = await parsePatchMail(bytes);
    if (parsed.kind !== 'patch mail') {
      missing.add(`${parsed.code}: ${parsed.why}`, at);
      continue;
    }
    const lacks = findLacks(parsed);
    for (const what of lacks) missing.add(what, at);
    if (lacks.length === 0) counts.parsed += 1;
    if (parsed.explanation !== '') counts.explained += 1;
    const differs = compare(bytes, renderSkeletonMail(parsed));
    for (const what of differs) different.add(what, at);
    if (differs.length === 0) counts.equal += 1;
  }
  return { mails: mails.length, ...counts, missing: missing.list(), different: different.list() };
}

const readMails = (file: string): RealMail[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RealMail);

/** The file has headers unfolded and decoded: they are encoded again in another way than ours, so that the reader has work. */
const renderRaw = ({ headers, body }: RealMail): Buffer =>
  Buffer.from(`${headers.map(([name, value]) => `${name}: ${encode(value)}\n`).join('')}\n${body}`);

const encode = (value: string): string =>
  value
    .split(/(, | <|> ?)/)
    .map((part) => (/^[\x20-\x7e]*$/.test(part) ? part : `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`))
    .join('');

function findLacks(mail: ParsedMail): string[] {
  const lacks: readonly (readonly [string, boolean])[] = [
    ['subject', mail.subject === ''],
    ['branches', mail.mark.versions === undefined],
    ['upstream id', mail.upstream?.id.length !== 40],
    ['author', mail.author === undefined],
    ['patch', mail.patch.length === 0],
    ['message id', mail.thread.id === ''],
  ];
  return lacks.flatMap(([what, is]) => (is ? [`no ${what}`] : []));
}

/** Byte for byte but for folding and encoding of headers and the case of their names, and empty lines at the end. */
function compare(real: Buffer, own: Buffer): string[] {
  const [a, b] = [splitMail(real), splitMail(own)];
  const heads = a.heads.filter((line) => !b.heads.includes(line)).map((line) => `header ${line.split(':', 1)[0]}`);
  const order = heads.length === 0 && a.heads.join('\n') !== b.heads.join('\n') ? ['order of headers'] : [];
  return [...heads, ...order, ...(a.body === b.body ? [] : [sayBody(a.body, b.body)])];
}

function splitMail(mail: Buffer): { readonly heads: readonly string[]; readonly body: string } {
  const text = mail.toString('utf8');
  const end = text.indexOf('\n\n');
  const lines = text
    .slice(0, end)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n');
  const heads = lines.map((line) => {
    const colon = line.indexOf(':');
    return `${line.slice(0, colon).toLowerCase()}: ${decodeWords(line.slice(colon + 1).trim())}`;
  });
  const body = text.slice(end + 2).trimEnd();
  const packed = heads.includes('content-transfer-encoding: quoted-printable');
  return { heads, body: packed ? decodeBody(body) : body };
}

const decodeBody = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

function sayBody(real: string, own: string): string {
  const [a, b] = [real.split('\n'), own.split('\n')];
  const at = a.findIndex((line, n) => line !== b[n]);
  const [rule, diff] = [a.indexOf('---'), a.findIndex((line) => line.startsWith('diff --git '))];
  return `body: ${at < rule ? 'message' : at < diff ? 'between message and diff' : 'diff or behind it'}`;
}
