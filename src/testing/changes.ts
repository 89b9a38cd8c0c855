import { parseMessage, parsePatch } from '../git/index.ts';
import type { PatchView } from '../evidence/index.ts';

/** Lines of one hunk with their signs, in a file. */
export interface DiffSketch {
  readonly path: string;
  readonly lines: readonly string[];
  readonly section?: string;
  readonly change?: 'added' | 'deleted';
}

/** The text of a patch with one hunk a file. */
export function sketchDiff(files: readonly DiffSketch[]): string {
  return files.map(renderFile).join('');
}

function renderFile({ path, lines, section = '', change }: DiffSketch): string {
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  const [old, now] = [lines.length - count('+'), lines.length - count('-')];
  const mode = change === 'added' ? 'new file mode 100644\n' : change === 'deleted' ? 'deleted file mode 100644\n' : '';
  const names = `--- ${change === 'added' ? '/dev/null' : `a/${path}`}\n+++ ${change === 'deleted' ? '/dev/null' : `b/${path}`}\n`;
  const head = `@@ -${old === 0 ? 0 : 10},${old} +${now === 0 ? 0 : 10},${now} @@${section === '' ? '' : ` ${section}`}`;
  return `diff --git a/${path} b/${path}\n${mode}index 1111111..2222222 100644\n${names}${head}\n${lines.join('\n')}\n`;
}

export interface ChangeSketch {
  readonly subject: string;
  readonly body?: string;
  readonly files?: readonly DiffSketch[];
}

/** One line of code that only a program reads: no shape of its own. */
const PLAIN: readonly DiffSketch[] = [
  { path: 'drivers/x/y.c', lines: [' \ta();', '-\tb(1);', '+\tb(2, c);'], section: 'static int y_go(struct y *y)' },
];

/** A message and a patch as the facts read them. */
export function sketchChange({ subject, body = '', files = PLAIN }: ChangeSketch): PatchView {
  return {
    subject,
    body,
    facts: parseMessage(subject, body),
    patch: parsePatch(Buffer.from(sketchDiff(files))),
    source: { message: 'git show -s 1234567890ab', diff: 'git show 1234567890ab' },
  };
}
