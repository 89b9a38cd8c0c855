import { z } from 'zod';
import type { Commit } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';
import { parsePath } from './parse-path.ts';

const maxPatchBytes = 1024 * 1024;
const DIFF = /^diff --git /;

const INPUT = z.strictObject({
  commit: fields.commit,
  path: fields.path.optional().describe('Only what it changes in this file or folder.'),
  from_line: fields.line.optional().describe('Go on with this line of the answer.'),
});

export function showCommit(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'show_commit',
    description:
      'Message and patch of one commit, with its parent. Use it to read a commit that a Fixes line, a log or a blame names. ' +
      'Long patches come in parts: ask for one file with path, go on with from_line.',
    input: INPUT,
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id, path, from_line: from = 1 }) => {
      const only = path === undefined ? undefined : parsePath(path);
      const commit = await bench.day.commit(id);
      const patch = await readPatch(bench, commit, only);
      const lines = [...(only === undefined ? renderHead(bench, commit) : []), ...patch.lines];
      return {
        says: `Commit ${shortId(commit.sha)} ("${commit.subject}"): ${patch.says}.`,
        source: ['git', 'show', shortId(commit.sha), ...(only === undefined ? [] : ['--', only])],
        lines: lines.slice(from - 1),
        rest: (shown) => `ask again with from_line ${from + shown}, or for one file with path`,
        cut: patch.cut,
      };
    },
  });
}

function renderHead({ box }: Bench, commit: Commit): string[] {
  const { sha, parents, author, committer, subject, body } = commit;
  const date = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return [
    `commit ${sha}`,
    `parents ${parents.map(shortId).join(' ') || 'none'}`,
    `author ${author.name} <${author.email}> ${date(author.time)} UTC`,
    `committed ${date(committer.time)} UTC`,
    '',
    subject,
    '',
    ...(box.mask?.(commit) ?? body).split('\n'),
    '',
  ];
}

interface ShownPatch {
  readonly lines: readonly string[];
  readonly says: string;
  readonly cut: string | undefined;
}

async function readPatch({ repository }: Bench, { sha }: Commit, path: string | undefined): Promise<ShownPatch> {
  for await (const patch of repository.patches([sha], { maxBytes: maxPatchBytes })) {
    if (patch.kind === 'unread')
      return { lines: [`[the patch cannot be read: ${patch.why}]`], says: 'its patch cannot be read', cut: undefined };
    const all = patch.bytes.toString('utf8').split('\n');
    const lines = path === undefined ? all : onlyFile(all, path);
    const files = lines.filter((line) => DIFF.test(line)).length;
    const cut = patch.cut > 0 ? `the patch has ${plural(patch.cut, 'more byte')}` : undefined;
    return { lines, says: files === 0 ? sayNothing(path) : `${plural(files, 'file')} changed`, cut };
  }
  return { lines: [], says: 'it has no patch', cut: undefined };
}

const sayNothing = (path: string | undefined): string =>
  path === undefined ? 'it changes no file' : `it changes nothing in ${path}`;

/** Parts of the patch whose head names the path, or a file below it. */
function onlyFile(lines: readonly string[], path: string): string[] {
  let inside = false;
  return lines.filter((line) => {
    if (DIFF.test(line))
      inside = [` a/${path}`, ` b/${path}`].some(
        (name) => line.includes(`${name} `) || line.includes(`${name}/`) || line.endsWith(name),
      );
    return inside;
  });
}
