import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { FolderEntry } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Place } from './day.ts';
import { defineTool } from './define-tool.ts';
import type { Found } from './define-tool.ts';
import { fields } from './fields.ts';
import { parsePath } from './parse-path.ts';

/** Lines of one answer. */
const most = 400;

const INPUT = z.strictObject({
  path: fields.path,
  revision: fields.revision,
  from_line: fields.line.optional().describe('First line, from 1.'),
  to_line: fields.line.optional().describe('Last line.'),
});

export function readFile(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'read_file',
    description: `Lines of a file as it was at a revision, numbered; at most ${most} at a time. A folder is listed. Links are told and not followed.`,
    input: INPUT,
    example: { path: 'drivers/net/tun.c', from_line: 100, to_line: 160 },
    run: async ({ path: raw, revision, from_line: from = 1, to_line: to = from + most - 1 }, signal) => {
      const path = parsePath(raw);
      if (to < from)
        throw new ToolCallError('bad-range', `from_line ${from} is behind to_line ${to}: give the smaller one first`);
      const place = await bench.day.revision(revision, signal);
      const entry = await findEntry(bench, { place, path, signal });
      if (entry.kind === 'folder') return listFolder(bench, { place, path, signal });
      if (entry.kind === 'submodule')
        throw new ToolCallError('submodule', `${path} is a submodule: another repository, whose files are not here`);
      const text = await readText(bench, place, path);
      if (entry.kind === 'link')
        return {
          says: `${path} at ${place.says} is a symbolic link, which is not followed.`,
          source: ['git', 'show', `${shortId(place.sha)}:${path}`],
          lines: [`link to: ${text}`],
        };
      return showLines({ place, path, text, from, to: Math.min(to, from + most - 1) });
    },
  });
}

interface Spot {
  readonly place: Place;
  readonly path: string;
  readonly signal: AbortSignal;
}

/** What lies under that name. ToolCallError `no-such-path` that names what the nearest folder holds. */
async function findEntry(bench: Bench, { place, path, signal }: Spot): Promise<FolderEntry> {
  const ask = { revision: place.sha, timeoutMs: bench.timeoutMs, signal };
  const [entry] = await bench.repository.entries({ ...ask, path });
  if (entry !== undefined) return entry;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = await bench.repository.entries({ ...ask, ...(folder === '' ? {} : { path: folder }) });
  const start = name.slice(0, 3).toLowerCase();
  const names = beside.map((each) => each.path.slice(folder.length));
  const like = names.filter((each) => each.toLowerCase().startsWith(start)).slice(0, 8);
  const hint =
    names.length === 0
      ? `there is no folder ${folder} either: grep finds where something is`
      : `${folder === '' ? 'the uppermost folder' : folder} holds ${(like.length > 0 ? like : names.slice(0, 8)).join(', ')}${names.length > 8 ? ' and others' : ''}`;
  throw new ToolCallError('no-such-path', `${path} is not there at ${place.says}; ${hint}`.slice(0, 600));
}

async function listFolder(bench: Bench, { place, path, signal }: Spot): Promise<Found> {
  const entries = await bench.repository.entries({
    revision: place.sha,
    path: `${path}/`,
    timeoutMs: bench.timeoutMs,
    signal,
  });
  return {
    says: `${path} at ${place.says} is a folder with ${plural(entries.length, 'entry', 'entries')}.`,
    source: ['git', 'ls-tree', shortId(place.sha), '--', `${path}/`],
    lines: entries.map((entry) => `${entry.path}${entry.kind === 'file' ? '' : ` (${entry.kind})`}`),
  };
}

/** ToolCallError `binary-file`, or `file-unread` when it is too large or not here. */
export async function readText({ repository }: Bench, place: Place, path: string): Promise<string> {
  for await (const reply of repository.files([{ sha: place.sha, path }])) {
    if (reply.kind === 'unread')
      throw new ToolCallError(
        'file-unread',
        `${path} at ${place.says} cannot be read: it is too large or not in this clone`,
      );
    if (reply.kind === 'absent') break;
    if (reply.bytes.subarray(0, 8000).includes(0))
      throw new ToolCallError(
        'binary-file',
        `${path} at ${place.says} is no text: it has ${reply.bytes.length} bytes with zeros among them`,
      );
    return reply.bytes.toString('utf8');
  }
  throw new ToolCallError(
    'no-such-path',
    `${path} is not there at ${place.says}: read_file on its folder lists what is`,
  );
}

interface Cutout {
  readonly place: Place;
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function showLines({ place, path, text, from, to }: Cutout): Found {
  const lines = splitLines(text);
  if (from > lines.length)
    throw new ToolCallError(
      'bad-range',
      `${path} at ${place.says} has ${plural(lines.length, 'line')}: from_line ${from} is behind its end`,
    );
  const last = Math.min(to, lines.length);
  return {
    says: `${path} at ${place.says}, lines ${from} to ${last} of ${lines.length}.`,
    source: `git show ${shortId(place.sha)}:${path} | sed -n '${from},${last}p'`,
    lines: lines.slice(from - 1, last).map((line, at) => `${from + at}\t${line}`),
    rest: (shown) => `ask for lines ${from + shown} to ${last}`,
  };
}

export const splitLines = (text: string): readonly string[] =>
  (text.endsWith('\n') ? text.slice(0, -1) : text).split(/\r?\n/);
