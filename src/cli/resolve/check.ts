import { statSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import type { FileForm, Worth } from '../../history/resolve/check/index.ts';
import { checkCommits, checkFile, failsCheck, openReferences } from '../../run/references/check-references.ts';
import type { CheckedFile, CheckedPlace, ReferenceBase } from '../../run/references/check-references.ts';
import type { ResolveSettings } from '../../run/references/resolve.ts';
import { EXIT } from '../failure.ts';
import type { ResolveArguments } from './arguments.ts';
import { renderCounts, renderFinding, renderPlace } from './render-check.ts';
import type { Source } from './render-check.ts';
import type { ResolveWorld } from './run-call.ts';
import { decodeText, readTextFile, replaceTextFile } from '../text-file.ts';

const STDIN = '-';
const PAGE = /\.(?:md|markdown|mdx|rst|adoc|html?)$/i;

/** One call of `--check` or `--fix`: what it found so far. */
interface Check {
  readonly call: ResolveArguments;
  readonly settings: ResolveSettings;
  readonly world: ResolveWorld;
  readonly base: ReferenceBase;
  readonly counts: Map<Worth, number>;
  failing: number;
  fixed: number;
}

/** Gives the exit code: 3 when something wrong is left. */
export async function runCheck(
  call: ResolveArguments,
  settings: ResolveSettings,
  world: ResolveWorld,
): Promise<number> {
  refuseWrongCall(call);
  const base = await openReferences(settings);
  const check: Check = { call, settings, world, base, counts: new Map(), failing: 0, fixed: 0 };
  for (const word of call.words) {
    if (word === STDIN) await checkStdin(check);
    else if (isFile(word)) await checkOne(check, word);
    else await checkRange(check, word);
  }
  if (call.words.length === 0) await checkRange(check, undefined);
  settings.note(renderCounts(check.counts, check.fixed));
  return check.failing === 0 ? EXIT.fine : EXIT.incomplete;
}

function refuseWrongCall({ words, all, fix }: ResolveArguments): void {
  if (words.length === 0 && (!all || fix))
    throw new UsageError('wrong-call', `name a file${fix ? '' : ', a range, --all for every commit'} or - for stdin`);
  const range = fix ? words.find((word) => word !== STDIN && !isFile(word)) : undefined;
  if (range !== undefined)
    throw new UsageError('wrong-call', `${JSON.stringify(range)} is no file: --fix rewrites files, not commits`);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

async function checkRange(check: Check, expression: string | undefined): Promise<void> {
  let commits = 0;
  try {
    for await (const { sha, places } of checkCommits(check.settings, check.base, expression)) {
      commits += 1;
      for (const place of places) count(check, { name: sha.slice(0, 12), commit: sha }, { place, fixed: false });
    }
  } catch (error) {
    throw expression === undefined ? error : nameBoth(expression, error);
  }
  if (commits === 0) check.settings.note(`${JSON.stringify(expression ?? '--all')} holds no commits`);
}

/** A word may have been meant as a file as well as a range. */
function nameBoth(word: string, error: unknown): unknown {
  if (!(error instanceof UsageError) || error.code !== 'unknown-range' || /\s/.test(word)) return error;
  const what =
    statSync(word, { throwIfNoEntry: false })?.isDirectory() === true ? 'a folder, not a file,' : 'no file here';
  const why = error.message.replace(`unknown range ${JSON.stringify(word)}`, '');
  return new UsageError('unknown-range', `${JSON.stringify(word)} is ${what} and no range either${why}`, {
    cause: error,
  });
}

async function checkOne(check: Check, path: string): Promise<void> {
  const file = readTextFile(path);
  if (file.text.trim() === '') check.settings.note(`${path} is empty`);
  const checked = await checkFile(check.base, { text: file.text, form: formOf(path) }, check.call);
  const writes = check.call.fix && checked.repaired !== file.text;
  if (writes) replaceTextFile(file, checked.repaired);
  tell(check, path, checked);
}

/** With `--fix` a filter: the repaired text goes to stdout, and what is left to stderr. */
async function checkStdin(check: Check): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of check.world.input()) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  const { text, encoding } = decodeText(Buffer.concat(chunks));
  if (text.trim() === '') check.settings.note('standard input is empty');
  const checked = await checkFile(check.base, { text, form: 'message' }, check.call);
  if (check.call.fix) check.world.write(Buffer.from(checked.repaired, encoding));
  tell(check, 'stdin', checked);
}

const formOf = (path: string): FileForm => (PAGE.test(path) ? 'page' : 'message');

function tell(check: Check, name: string, { places, done, left }: CheckedFile): void {
  for (const place of places)
    count(check, { name, commit: undefined }, { place, fixed: check.call.fix && done.has(place.checked) });
  if (check.call.fix) for (const why of new Set(left)) check.settings.note(`${name}: ${why}`);
}

interface Counted {
  readonly place: CheckedPlace;
  readonly fixed: boolean;
}

function count(check: Check, source: Source, { place, fixed }: Counted): void {
  const { call, counts, world } = check;
  const { worth } = place.checked.verdict;
  counts.set(worth, (counts.get(worth) ?? 0) + 1);
  if (fixed) check.fixed += 1;
  const failing = failsCheck(place.checked, call) && !fixed;
  if (failing) check.failing += 1;
  // Of a filter stdout is the text.
  const write = call.fix && call.words.includes(STDIN) ? world.note : (line: string) => world.write(`${line}\n`);
  if (call.json) write(renderPlace(source, place, fixed));
  else if (failing || fixed || worth === 'external')
    write(`${renderFinding(source, place)}${fixed ? '\n    rewritten' : ''}`);
}
