import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../testing/cli.ts';
import { PAIRS } from '../../testing/cve.ts';
import { makeProject } from '../../testing/project.ts';
import { makeFolder } from '../../testing/repo.ts';
import type { TestRepo } from '../../testing/repo.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const TOKEN = 'a-token-of-some-length';

let repo: TestRepo;
let folder: string;
let client: Client;
let fix: string;
let copy: string;

beforeAll(async () => {
  repo = makeProject();
  folder = makeFolder();
  fix = repo.git(['log', '-1', '--format=%H', '--grep=fix a leak', 'v1.0..main']);
  copy = repo.id('stable-1.0');
  const place = ['--repo', repo.dir, '--store', join(folder, 'store'), '--quiet'];
  const made = await runCli(['select', 'v1.0..main', ...place, '--out', join(folder, 'out')], { cwd: folder });
  expect([made.code, made.stderr]).toEqual([0, '']);
  const published = join(folder, 'cve', 'published', '2021');
  mkdirSync(published, { recursive: true });
  writeFileSync(join(published, 'CVE-2021-46959.dyad'), PAIRS);
  writeFileSync(join(published, 'CVE-2021-46959.json'), '{}');
  client = await connect();
}, 300_000);

afterAll(async () => {
  await client.close();
  repo.remove();
});

const serverArgs = (): string[] => [
  ...[main, 'mcp', '--repo', repo.dir, '--store', join(folder, 'store')],
  ...['--reports', join(folder, 'out'), '--cves', join(folder, 'cve'), '--quiet'],
];
const environment = (): Record<string, string> => ({ PATH: process.env['PATH'] ?? '', HOME: folder });

async function connect(): Promise<Client> {
  const own = new Client({ name: 'test', version: '1' });
  await own.connect(
    new StdioClientTransport({ command: process.execPath, args: serverArgs(), env: environment(), stderr: 'ignore' }),
  );
  return own;
}

interface Said {
  readonly text: string;
  readonly refused: boolean;
}

async function call(name: string, args: Record<string, unknown>, by: Client = client): Promise<Said> {
  const { content, isError } = await by.callTool({ name, arguments: args });
  const parts = content as readonly { readonly type: string; readonly text: string }[];
  return { text: parts.map(({ text }) => text).join(''), refused: isError === true };
}

const TOOLS = [
  ...['resolve', 'check_references', 'similar_commits', 'explain_commit', 'branch_status', 'search_mail'],
  ...['list_runs', 'proposals', 'open_cves', 'search_cves'],
];

test('every tool is listed with a schema, and says that it only reads', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(TOOLS);
  for (const { annotations, inputSchema, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(description?.length).toBeGreaterThan(40);
  }
});

describe('tools', () => {
  test('resolve follows a stable copy to mainline', async () => {
    const { text } = await call('resolve', { reference: copy.slice(0, 12) });
    expect(JSON.parse(text)).toMatchObject({ kind: 'resolved', by: 'copy', mainline: true });
  });

  test('check_references finds what a text gets wrong', async () => {
    const { text } = await call('check_references', {
      text: 'x: y\n\nFixes: 00000000ffff ("part3: fix a leak in step 43")\n',
    });
    expect(text).toMatch(/^1 to 1 of 1\n\{.*"worth":"wrong"/);
  });

  test('explain_commit, similar_commits and branch_status tell of a commit', async () => {
    expect((await call('explain_commit', { commit: fix.slice(0, 12) })).text).toContain(fix.slice(0, 12));
    expect((await call('similar_commits', { commit: fix, limit: 3 })).text).toContain('fix a leak');
    expect((await call('branch_status', { commit: fix })).text).toMatch(/stable-1\.0: taken as [0-9a-f]{12}/);
  });

  test('list_runs names the selections, and proposals lists one in parts', async () => {
    expect((await call('list_runs', {})).text).toContain('"run":"out"');
    const first = await call('proposals', { run: 'out', limit: 1 });
    expect(first.text).toMatch(/^(?:1 to 1 of \d+|none of 0)/);
  });

  test('open_cves and search_cves answer from the folder of records', async () => {
    expect((await call('open_cves', { release: '5.9.11' })).text).toMatch(/^1 to 1 of 1\n\{"cve":"CVE-2021-46959"/);
    expect((await call('open_cves', { release: '5.10.37' })).text).toBe('none of 0');
    expect((await call('search_cves', { asked: ['3333', 'ffff'] })).text).toMatch(
      /"cve":"CVE-2021-46959".*\n\{"asked":"ffff","cve":null\}/s,
    );
  });

  test('search_mail says that no archive is there, and how to give one', async () => {
    const { text, refused } = await call('search_mail', { commit: fix });
    expect([refused, text]).toEqual([true, expect.stringContaining('--inbox DIR')]);
  });
});

test('reports are resources that can be read', async () => {
  const { resources } = await client.listResources();
  const uris = resources.map(({ uri }) => uri);
  expect(uris).toContain('autosel://report/out/report.html');
  const { contents } = await client.readResource({ uri: 'autosel://report/out/selection.json' });
  expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ range: 'v1.0..main' });
});

describe('a hostile call is refused with what to do', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['resolv', { reference: 'x' }, /no tool "resolv"\. Did you mean resolve\?/],
    ['__proto__', {}, /there is no tool/],
    ['resolve', {}, /reference: .*A right call/],
    ['resolve', { reference: 7 }, /reference: write text in quotes/],
    ['resolve', { reference: 'x'.repeat(5000) }, /write at most 1000 characters/],
    ['resolve', { reference: 'x', command: 'rm -rf /' }, /command.*A right call/s],
    ['check_references', { text: 'x', offset: -1 }, /write a number of at least 0/],
    ['check_references', { text: 'x'.repeat(300_000) }, /write at most 200000 characters/],
    ['explain_commit', { commit: '--upload-pack=touch /tmp/x' }, /begins with neither -/],
    ['explain_commit', { commit: '$(touch x)' }, /unknown commit/],
    ['explain_commit', { commit: 'HEAD\u0000--all' }, /unknown commit/],
    ['explain_commit', { commit: '../../etc/passwd' }, /unknown commit/],
    ['explain_commit', { commit: 'main', as_of: 'yesterday; drop table' }, /is no date/],
    ['similar_commits', { commit: 'main', limit: 1e9 }, /write a number of at most 50/],
    ['similar_commits', { commit: 'main', limit: 'all' }, /limit: write a number\./],
    ['branch_status', { commit: ['main'] }, /commit: write text in quotes/],
    ['branch_status', { commit: 'ffffffffffff' }, /unknown commit/],
    ['search_mail', { commit: 'main', subject: 'both of them' }, /a commit or a subject/],
    ['search_mail', {}, /a commit or a subject/],
    ['proposals', { run: '../out' }, /there is no run "\.\.\/out"; list_runs gives out/],
    ['proposals', { run: 'out', branch: 'no-such' }, /nothing was answered for "no-such"/],
    ['proposals', { run: 'out', limit: 0 }, /limit: write a number of at least 1/],
    ['open_cves', { release: 'no such branch' }, /unknown commit/],
    ['search_cves', { asked: ['CVE-2021-x', '../..'] }, /CVE/],
    ['search_cves', { asked: [] }, /asked: write at least 1 entry/],
  ])('%s %j', async (name, args, says) => {
    const { text, refused } = await call(name, args);
    expect([refused, text]).toEqual([true, expect.stringMatching(says)]);
    expect(text.length).toBeLessThan(2000);
  });

  test.each([
    'file:///etc/passwd',
    'autosel://report/../store/autosel.sqlite',
    'autosel://report/out/..%2f..%2fetc%2fpasswd',
    '',
  ])('resource %j', async (uri) => {
    await expect(client.readResource({ uri })).rejects.toThrow(/there is no resource/);
  });
});

test('a line on stdin that is no message is answered, and the next one is read', async () => {
  const server = spawn(process.execPath, serverArgs(), { env: environment(), stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  server.stdin.write(
    'this is no JSON\n{"jsonrpc":"2.0","id":7,"method":5}\n{"jsonrpc":"2.0","id":8,"method":"ping"}\n',
  );
  expect(await next()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_700 } });
  expect(await next()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_600 } });
  expect(await next()).toEqual({ jsonrpc: '2.0', id: 8, result: {} });
  server.stdin.end();
  await new Promise((resolve) => server.once('close', resolve));
});

describe('over HTTP', () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const args = serverArgs().filter((arg) => arg !== '--quiet');
    server = spawn(process.execPath, [...args, '--http'], { env: { ...environment(), AUTOSEL_MCP_TOKEN: TOKEN } });
    url = await new Promise<string>((resolve) => {
      server.stderr?.setEncoding('utf8').on('data', (text: string) => {
        const found = /listening on (\S+)/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
  }, 120_000);
  afterAll(() => void server.kill());

  const good = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${TOKEN}`,
  };
  const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

  function post(
    headers: Record<string, string>,
    { body = list, method = 'POST' } = {},
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest(url, { method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on('error', reject);
      asked.end(method === 'GET' ? undefined : body);
    });
  }

  test('the official client lists and calls', async () => {
    const own = new Client({ name: 'test', version: '1' });
    const headers = { authorization: `Bearer ${TOKEN}` };
    await own.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
    expect((await own.listTools()).tools.map(({ name }) => name)).toEqual(TOOLS);
    expect((await call('resolve', { reference: fix }, own)).text).toContain('"kind":"resolved"');
    await own.close();
  });

  test.each<[string, Record<string, string>, number, RegExp]>([
    ['no token', { authorization: '' }, 401, /Bearer TOKEN/],
    ['a wrong token', { authorization: 'Bearer wrong-token-of-length' }, 401, /Bearer TOKEN/],
    ['another host', { host: 'evil.example:80' }, 403, /answers to 127\.0\.0\.1/],
    ['a page of another place', { origin: 'https://evil.example' }, 403, /no web page/],
    ['a page without a place', { origin: 'null' }, 403, /no web page/],
  ])('%s is refused', async (_, headers, status, says) => {
    const got = await post({ ...good, ...headers });
    expect([got.status, got.text]).toEqual([status, expect.stringMatching(says)]);
  });

  test('too much, no JSON and streams are refused', async () => {
    expect((await post(good, { body: `"${'x'.repeat(1_100_000)}"` })).status).toBe(413);
    expect((await post(good, { body: '{' })).status).toBe(400);
    expect((await post(good, { method: 'GET' })).status).toBe(405);
    expect((await post(good)).status).toBe(200);
  });
});

describe('--http does not start', () => {
  const start = (more: readonly string[], env: Record<string, string> = {}) =>
    runCli(['mcp', '--repo', repo.dir, '--store', join(folder, 'store'), '--http', ...more], { cwd: folder, env });

  test('without a token, with a weak one, or with one that others may read', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, `${TOKEN}\n`);
    chmodSync(file, 0o644);
    expect(await start([])).toMatchObject({ code: 2, stderr: expect.stringContaining('AUTOSEL_MCP_TOKEN') as string });
    expect(await start([], { AUTOSEL_MCP_TOKEN: 'short' })).toMatchObject({ code: 2 });
    expect(await start(['--token-file', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('chmod 600') as string,
    });
  });
});

test('a server that runs answers from what was indexed meanwhile', async () => {
  const message = `part1: fix a crash\n\nFixes: ${fix.slice(0, 12)} ("x")\n`;
  repo.branch('main');
  const added = repo.commit({ message, files: { 'src/part1.c': 'int none;\n' } });
  repo.branch('stable-1.0');
  const taken = repo.commit({ message: `${message}\n(cherry picked from commit ${added})\n` });
  const place = ['--repo', repo.dir, '--store', join(folder, 'store'), '--quiet'];
  expect(await runCli(['index', ...place], { cwd: folder })).toMatchObject({ code: 0 });
  expect((await call('branch_status', { commit: added })).text).toContain(`taken as ${taken.slice(0, 12)}`);
  expect((await call('resolve', { reference: taken })).text).toContain(added);
});

test('a server that runs hears what people say meanwhile', async () => {
  expect((await call('explain_commit', { commit: fix })).text).not.toContain('never for stable');
  const said = ['review', fix, '--drop', '--reason', 'never for stable', '--by', 'Ada <ada@example.org>'];
  const place = ['--repo', repo.dir, '--store', join(folder, 'store'), '--quiet'];
  expect(await runCli([...said, ...place], { cwd: folder })).toMatchObject({ code: 0 });
  expect((await call('explain_commit', { commit: fix })).text).toContain('never for stable');
});
