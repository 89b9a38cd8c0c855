import { z } from 'zod';
import type { PanelTool } from '../types.ts';
import { dayOf, plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { parseRange } from './log-lines.ts';
import { parsePath } from './parse-path.ts';
import { readText, splitLines } from './read-file.ts';

const INPUT = z.strictObject({
  path: fields.path,
  from_line: fields.line,
  to_line: fields.line,
  revision: fields.revision,
});

export function blameLines(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'blame_lines',
    description:
      'Which commit last changed each line of a range, with its day and subject. For lines that a fix removes, ask at the parent of the fix (show_commit names it).',
    input: INPUT,
    example: { path: 'drivers/net/tun.c', from_line: 100, to_line: 120, revision: '1a2b3c4d5e6f' },
    run: async ({ path: raw, from_line: from, to_line: to, revision }, signal) => {
      const path = parsePath(raw);
      const range = parseRange(from, to);
      const place = await bench.day.revision(revision, signal);
      const text = splitLines(await readText(bench, place, path));
      const { timeoutMs } = bench;
      const lines = await bench.repository.blame({ path, revision: place.sha, ranges: [range], timeoutMs });
      const shas = [...new Set(lines.map(({ sha }) => sha))];
      const commits = new Map((await bench.day.known(shas)).map((commit) => [commit.sha, commit]));
      return {
        says: `Lines ${from} to ${Math.min(to, text.length)} of ${path} at ${place.says} come from ${plural(shas.length, 'commit')}.`,
        source: ['git', 'blame', `-L${from},${to}`, shortId(place.sha), '--', path],
        lines: [
          ...lines.map(
            ({ line, sha, older }) => `${shortId(sha)}${older ? ' or older' : ''} ${line}\t${text[line - 1] ?? ''}`,
          ),
          '',
          ...shas.map((sha) => {
            const commit = commits.get(sha);
            return commit === undefined
              ? `${shortId(sha)} (not known)`
              : `${shortId(sha)} ${dayOf(commit.committer.time)} ${commit.subject}`;
          }),
        ],
        rest: () => 'ask for fewer lines',
      };
    },
  });
}
