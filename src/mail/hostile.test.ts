import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, it } from 'vitest';
import type { Commit, Sha } from '../git/index.ts';
import { sketchDiff } from '../testing/changes.ts';
import { HOSTILE_REPLIES } from '../testing/hostile-replies.ts';
import { sketchSelection } from '../testing/selection.ts';
import {
  findAuthority,
  parseReply,
  renderAnswer,
  threadReplies,
  understandThreaded,
  type SentProposal,
} from './feedback/index.ts';
import { renderMbox } from './mbox.ts';
import { renderProposal } from './proposal.ts';
import { splitMbox } from './send-mbox.ts';
import { buildOutgoing, readHeaders } from './send-outgoing.ts';

const bot = { name: 'Keeper (AUTOSEL bot)', email: 'bot@example.org' };
const room = mkdtempSync(join(tmpdir(), 'autosel-hostile-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** Header names that a mail of ours may have. */
const OURS =
  /^(?:from|to|cc|subject|date|message-id|in-reply-to|references|mime-version|content-type|content-transfer-encoding|auto-submitted|x-stable|x-patchwork-hint|x-autosel-[a-z]+)$/;

function expectOurs(raw: Buffer): void {
  const names = readHeaders(raw).map(([name]) => name);
  for (const name of names) expect(name).toMatch(OURS);
  expect(new Set(names).size).toBe(names.length);
  const head = raw.subarray(0, raw.indexOf('\n\n')).toString('latin1').split('\n');
  for (const line of head) expect(line.length).toBeLessThanOrEqual(998);
}

describe('proposals of hostile commits', () => {
  const payloads = [
    'x\r\nBcc: all@evil.example',
    'x\nTo: all@evil.example\n\nbody',
    '=?UTF-8?q?x=0D=0ABcc:_all@evil.example?=',
    'x\u2028Bcc: all@evil.example',
    'x\u0000Bcc: all@evil.example',
    '"x" <all@evil.example>, "y',
    'x\\", all@evil.example, \\"',
    'y'.repeat(20_000),
    '\u202egro.elpmaxe@lla',
    'From all@evil.example Mon Sep 17 00:00:00 2001',
  ];
  const commit: Commit = {
    kind: 'commit',
    sha: 'c'.repeat(40) as Sha,
    parents: ['d'.repeat(40) as Sha],
    tree: 'e'.repeat(40) as Sha,
    author: { name: 'Ada', email: 'ada@example.org', time: 1, zone: '+0000' },
    committer: { name: 'Ada', email: 'ada@example.org', time: 1, zone: '+0000' },
    subject: 'foo: mend it',
    body: 'It was broken.\n\nSigned-off-by: Ada <ada@example.org>\n',
  };
  const places: readonly (readonly [string, (text: string) => Commit])[] = [
    ['subject', (text) => ({ ...commit, subject: text })],
    ['name', (text) => ({ ...commit, author: { ...commit.author, name: text } })],
    ['address', (text) => ({ ...commit, author: { ...commit.author, email: text } })],
    [
      'trailer',
      (text) => ({ ...commit, body: `x\n\nReviewed-by: ${text.replaceAll(/[\r\n]+/g, ' ')} <r@example.org>\n` }),
    ],
    ['message', (text) => ({ ...commit, body: `${text}\n\nSigned-off-by: Ada <ada@example.org>\n` })],
  ];
  const selection = sketchSelection({ lanes: { proposal: 1 } });
  const run = {
    id: 'abcd1234',
    host: 'example.org',
    sender: bot,
    to: [{ name: '', email: 'list@example.org' }],
    cc: [],
    date: 1_754_870_400,
    context: selection,
    referenceOn: () => 'brackets' as const,
    optOut: undefined,
    version: '1',
  };

  it.each(
    places.flatMap(([place, make]) =>
      payloads.map((text) => [place, JSON.stringify(text).slice(0, 40), make(text)] as const),
    ),
  )('have our headers and recipients alone: %s %s', async (place, _text, hostile) => {
    const patch = Buffer.from(sketchDiff([{ path: 'foo.c', lines: ['-x', '+y'] }]));
    const selected = { ...selection.commits[0], sha: hostile.sha, subject: hostile.subject };
    const raw = renderProposal({ run, number: 1, commit: hostile, selected, patch, inReplyTo: undefined });
    expectOurs(raw);
    expect(splitMbox(renderMbox([raw]))).toHaveLength(1);
    // Whom an author names in a trailer, or as themselves, is theirs to say; nobody else comes in.
    const named = place === 'trailer' || place === 'address';
    for (const email of buildOutgoing(raw).recipients) expect(named || email.endsWith('@example.org')).toBe(true);
    expect(buildOutgoing(raw).recipients.length).toBeLessThanOrEqual(4);
    const read = await PostalMime.parse(raw);
    expect([read.from?.address, read.to?.map(({ address }) => address), read.bcc]).toEqual([
      bot.email,
      ['list@example.org'],
      undefined,
    ]);
    const { status, stdout } = spawnSync('git', ['mailinfo', join(room, 'm'), join(room, 'p')], {
      input: raw,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout.match(/^Author: /gm)).toHaveLength(1);
  });
});

describe('hostile answers', () => {
  const proposal: SentProposal = {
    messageId: 'p@here',
    commit: 'c'.repeat(40),
    subject: 'foo: mend it',
    digest: undefined,
    at: 1_700_000_000 - 86_400,
  };
  const author = { name: 'Ada', email: 'ada@example.org' };
  const deciders = { keepers: [bot], author, trailers: ['Reviewed-by: Rae <rae@example.org>'], maintainers: [] };

  it.each(HOSTILE_REPLIES.map((each) => [each.name, each] as const))('%s', async (_name, { raw, expected }) => {
    const began = process.cpuUsage();
    const reply = await parseReply(raw);
    expect(reply === undefined).toBe(expected === 'named');
    if (reply === undefined) return;
    const [threaded] = threadReplies([reply], [proposal]);
    expect(threaded?.proposal).toBe(proposal);
    if (threaded === undefined) return;
    const authority = findAuthority(reply, deciders);
    const understood = await understandThreaded({ threaded, authority, branches: ['linux-6.1.y'], model: undefined });
    const decided = understood.review?.authority === undefined ? undefined : understood.review.answer;
    expect(decided === 'drop').toBe(expected === 'drop');
    const answer = renderAnswer({ understood, from: bot, date: 1_700_000_100 });
    expect(answer === undefined).toBe(expected !== 'drop');
    if (answer !== undefined) {
      expectOurs(answer);
      expect(buildOutgoing(answer).recipients).toEqual(['ada@example.org']);
    }
    expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
  });
});
