import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { PanelTool } from '../types.ts';
import { shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import type { Place } from './day.ts';
import { defineTool } from './define-tool.ts';
import type { Found } from './define-tool.ts';
import { fields } from './fields.ts';
import { answerLog, SPARE } from './log-answer.ts';
import { parsePath } from './parse-path.ts';

const most = 20;
/** A longer range is the story of a file. */
const longest = 500;

const INPUT = z.strictObject({
  path: fields.path,
  from_line: fields.line,
  to_line: fields.line,
  revision: fields.revision,
  limit: fields.limit(most).describe('Default 10.'),
});

export function logLines(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'log_lines',
    description: `Commits that changed a range of lines, newest first, at most ${most}; the lines are counted in the file at the revision, renames are followed.`,
    input: INPUT,
    example: { path: 'drivers/net/tun.c', from_line: 100, to_line: 120 },
    run: async ({ path: raw, from_line: from, to_line: to, revision, limit = 10 }, signal) => {
      const path = parsePath(raw);
      const lines = parseRange(from, to);
      const place = await bench.day.revision(revision, signal);
      return walkLines(bench, { place, path, lines, limit, of: `lines ${from} to ${to} of ${path}` }, signal);
    },
  });
}

/** ToolCallError `bad-range`. */
export function parseRange(from: number, to: number): readonly [number, number] {
  if (to < from)
    throw new ToolCallError('bad-range', `from_line ${from} is behind to_line ${to}: give the smaller one first`);
  if (to - from >= longest)
    throw new ToolCallError('bad-range', `${to - from + 1} lines are too many: ask for at most ${longest}`);
  return [from, to];
}

export interface LineWalk {
  readonly place: Place;
  readonly path: string;
  readonly lines: readonly [number, number];
  readonly limit: number;
  readonly of: string;
}

export async function walkLines(bench: Bench, walk: LineWalk, signal: AbortSignal): Promise<Found> {
  const { place, path, lines, limit, of } = walk;
  const { timeoutMs, asOf: until } = bench;
  const reply = await bench.repository.log({
    revision: place.sha,
    path,
    lines,
    limit: limit + SPARE,
    until,
    timeoutMs,
    signal,
  });
  const source = [
    'git',
    'log',
    '--oneline',
    '--no-patch',
    `-${limit}`,
    `-L${lines[0]},${lines[1]}:${path}`,
    shortId(place.sha),
  ];
  return answerLog(bench, reply, { limit, of: `${of} up to ${place.says}`, source });
}
