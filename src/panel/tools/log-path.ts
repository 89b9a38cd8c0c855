import { z } from 'zod';
import { LOG_OF_PATH } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { answerLog, SPARE } from './log-answer.ts';
import { parsePath } from './parse-path.ts';

const most = 50;

const INPUT = z.strictObject({
  path: fields.path,
  revision: fields.revision,
  limit: fields.limit(most).describe('Default 20.'),
});

export function logPath(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'log_path',
    description: `Commits that changed a file or folder up to a revision, newest first, at most ${most}; renames are not followed.`,
    input: INPUT,
    example: { path: 'drivers/net/tun.c', limit: 10 },
    run: async ({ path: raw, revision, limit = 20 }, signal) => {
      const path = parsePath(raw);
      const place = await bench.day.revision(revision, signal);
      const { timeoutMs, asOf: until } = bench;
      const reply = await bench.repository.log({
        revision: place.sha,
        path,
        limit: limit + SPARE,
        until,
        timeoutMs,
        signal,
      });
      const source = ['git', 'log', '--oneline', ...LOG_OF_PATH, `-${limit}`, shortId(place.sha), '--', path];
      return answerLog(bench, reply, { limit, of: `${path} up to ${place.says}`, source });
    },
  });
}
