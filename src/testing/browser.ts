import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on this machine's path, or undefined. */
export function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Look {
  readonly width: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly print?: boolean;
}

/** What a browser noticed while it showed a page. */
export interface Seen {
  /** Console errors, uncaught exceptions and breaches of the page's policy. */
  readonly complaints: readonly string[];
  /** Addresses asked for besides the page itself. */
  readonly requests: readonly string[];
  /** Width of the whole page in CSS pixels; more than the window's means that it scrolls sideways. */
  readonly width: number;
  /** What `evaluate` gave. */
  readonly value: unknown;
  /** The whole page as PNG. */
  readonly picture: Buffer;
}

/** Shows a page in a headless browser that has no network, runs an expression in it and closes it again. */
export async function showPage(browser: string, page: string, look: Look, evaluate = 'undefined'): Promise<Seen> {
  const folder = mkdtempSync(path.join(tmpdir(), 'autosel-browser-'));
  const file = path.join(folder, 'page.html');
  writeFileSync(file, page);
  const child = launch(browser, folder);
  try {
    return await watch(connect(child), pathToFileURL(file).href, look, evaluate);
  } finally {
    await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function launch(browser: string, folder: string): ChildProcess {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const more = [
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--hide-scrollbars',
    '--remote-debugging-pipe',
  ];
  const args = [...flags, ...more, `--user-data-dir=${path.join(folder, 'profile')}`, 'about:blank'];
  return spawn(browser, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** The few fields of the protocol that are read here. */
interface Details {
  readonly targetId?: string;
  readonly sessionId?: string;
  readonly data?: string;
  readonly type?: string;
  readonly result?: { readonly value?: unknown };
  readonly request?: { readonly url: string };
  readonly entry?: { readonly level: string; readonly text: string };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Details;
  readonly result?: Details;
  readonly error?: { readonly message: string };
}

interface Wire {
  send(method: string, params?: object, sessionId?: string): Promise<Details>;
  readonly events: Message[];
}

/** The browser's debugging protocol: JSON records that end in NUL, on two pipes. */
function connect(child: ChildProcess): Wire {
  const [toBrowser, fromBrowser] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const events: Message[] = [];
  let rest = '';
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const records = (rest + text).split('\0');
    rest = records.pop() ?? '';
    for (const message of records.map((record) => JSON.parse(record) as Message))
      if (message.id === undefined) events.push(message);
      else waiting.get(message.id)?.(message);
  });
  const gone = new Promise<never>((_, reject) => {
    child.once('exit', () => reject(new Error('the browser ended before it answered')));
  });
  gone.catch(() => {});
  let last = 0;
  const send: Wire['send'] = (method, params = {}, sessionId) => {
    const id = (last += 1);
    const answer = new Promise<Details>((resolve, reject) => {
      waiting.set(id, ({ error, result = {} }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
    });
    const session = sessionId === undefined ? {} : { sessionId };
    toBrowser.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return Promise.race([answer, gone]);
  };
  return { send, events };
}

async function watch(wire: Wire, url: string, look: Look, evaluate: string): Promise<Seen> {
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method: string, params?: object): Promise<Details> => wire.send(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`);
  await ask('Emulation.setDeviceMetricsOverride', {
    width: look.width,
    height: look.height ?? 900,
    deviceScaleFactor: 1,
    mobile: look.width < 600,
  });
  await ask('Emulation.setEmulatedMedia', {
    media: look.print === true ? 'print' : 'screen',
    features: [{ name: 'prefers-color-scheme', value: look.dark === true ? 'dark' : 'light' }],
  });
  await ask('Page.navigate', { url });
  await ask('Runtime.evaluate', { awaitPromise: true, expression: LOADED });
  const value = await ask('Runtime.evaluate', { expression: evaluate, returnByValue: true, awaitPromise: true });
  const width = await ask('Runtime.evaluate', {
    expression: 'document.documentElement.scrollWidth',
    returnByValue: true,
  });
  const picture = await ask('Page.captureScreenshot', { captureBeyondViewport: look.height === undefined });
  return {
    complaints: wire.events.flatMap(sayComplaint),
    requests: wire.events.flatMap(({ method, params }) =>
      method === 'Network.requestWillBeSent' && params?.request?.url !== url ? [String(params?.request?.url)] : [],
    ),
    width: Number(width.result?.value),
    value: value.result?.value,
    picture: Buffer.from(picture.data ?? '', 'base64'),
  };
}

const LOADED = `new Promise((resolve) => {
  const wait = () => location.href !== 'about:blank' && document.readyState === 'complete' ? setTimeout(resolve, 100) : setTimeout(wait, 20);
  wait();
})`;

function sayComplaint({ method, params = {} }: Message): string[] {
  if (method === 'Runtime.exceptionThrown') return [params.exceptionDetails?.exception?.description ?? 'exception'];
  if (method === 'Runtime.consoleAPICalled') return params.type === 'error' ? ['console.error'] : [];
  return method === 'Log.entryAdded' && params.entry?.level === 'error' ? [params.entry.text] : [];
}
