import { z } from 'zod';
import { ToolCallError } from '../../errors.ts';
import type { PanelTool } from '../types.ts';
import type { Bench } from './bench.ts';
import { findBody } from './code/body.ts';
import { parseCodeName } from './code/name.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { walkLines } from './log-lines.ts';
import { parsePath } from './parse-path.ts';
import { readText, splitLines } from './read-file.ts';

const most = 20;

const INPUT = z.strictObject({
  path: fields.path,
  function: fields.name,
  revision: fields.revision,
  limit: fields.limit(most).describe('Default 10.'),
});

export function logFunction(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'log_function',
    description: `Commits that changed one function of a file, newest first, at most ${most}; where the function ends is found by its layout.`,
    input: INPUT,
    example: { path: 'drivers/net/tun.c', function: 'tun_get_user' },
    run: async ({ path: raw, function: rawName, revision, limit = 10 }, signal) => {
      const path = parsePath(raw);
      const name = parseCodeName(rawName);
      const place = await bench.day.revision(revision, signal);
      const body = findBody(splitLines(await readText(bench, place, path)), name, path);
      if (body === undefined)
        throw new ToolCallError(
          'no-definition',
          `${path} at ${place.says} does not define ${name} in a way that is known here: find_definition looks everywhere, log_lines takes a range`,
        );
      const [from, to] = body;
      const of = `${name} (lines ${from} to ${to} of ${path})`;
      return walkLines(bench, { place, path, lines: body, limit, of }, signal);
    },
  });
}
