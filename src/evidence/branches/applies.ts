import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import type { Observation, SeenLack } from '../observation.ts';
import type { Applies, ConflictPlace } from '../types.ts';
import { listWords, nameId, plural, quoteForShell, shortId } from '../words.ts';

export interface Applied {
  readonly applies: Applies;
  /** What to pick before the commit so that all of it applies. */
  readonly first: readonly Sha[];
  /** True when that is something and is enough. */
  readonly chained: boolean;
  /** Names that it uses and the branch lacks. */
  readonly lacking: readonly SeenLack[];
}

/** What a dry-run pick and, after a conflict, a chain of picks came to. `without`: see `findWithout`. */
export function readApplies(seen: Observation | undefined, without: readonly string[]): Applied {
  const { pick, chain, first = [], lacks = [] } = seen ?? {};
  const none = { first: [], chained: false, lacking: [] };
  if (without.length > 0) return { ...none, applies: 'conflicts', lacking: lacks };
  switch (pick?.kind) {
    case undefined:
    case 'unknown':
      return { ...none, applies: 'unknown' };
    case 'already there':
      return { ...none, applies: 'already there' };
    case 'clean': {
      const applies = pick.renamed ? 'clean with renames' : 'clean';
      if (lacks.length > 0 && chain?.kind === 'applies')
        return { applies, first: chain.first, chained: true, lacking: [] };
      return { applies, first, chained: first.length > 0, lacking: lacks };
    }
    case 'conflicts':
      return chain?.kind === 'applies'
        ? { applies: 'conflicts', first: chain.first, chained: true, lacking: [] }
        : { ...none, applies: 'conflicts' };
  }
}

const NAMED_FILES = 3;
const NAMED_COMMITS = 3;
const NAMED_NAMES = 3;

interface Saying {
  readonly history: History;
  readonly sha: Sha;
  readonly without: readonly string[];
}

/** Undefined when nobody tried. */
export function sayApplies(seen: Observation | undefined, { history, sha, without }: Saying): string | undefined {
  const { pick, first = [] } = seen ?? {};
  if (without.length > 0) return `${sayWithout(sha, without)}${sayLacks(seen, history)}`;
  switch (pick?.kind) {
    case undefined:
      return undefined;
    case 'unknown':
      return `whether it applies is not known: ${pick.why}`;
    case 'already there':
      return 'a pick would change nothing';
    case 'clean':
      return `${sayClean(pick.renamed, { first, history })}${sayLacks(seen, history)}`;
    case 'conflicts': {
      return `it conflicts ${sayFiles(pick.files)}${sayChain(seen, history)}${sayLacks(seen, history)}`;
    }
  }
}

/** With the command that shows it. */
function sayWithout(sha: Sha, without: readonly string[]): string {
  const excluded = without.map((path) => quoteForShell(`:(exclude)${path}`)).join(' ');
  const command = `git show ${shortId(sha)} -- . ${excluded} | git apply -3`;
  return `it applies without its change to ${listWords(without, NAMED_FILES)}, where alone it conflicts (${command})`;
}

/** Keepers drop what belongs to a file that they do not have (release notes, new code), so that is said apart. */
function sayFiles(files: readonly ConflictPlace[]): string {
  const list = (some: readonly ConflictPlace[]): string =>
    listWords([...new Set(some.map(({ path }) => path))], NAMED_FILES);
  const absent = files.filter(({ kind }) => kind === 'absent-on-branch');
  const others = files.filter(({ kind }) => kind !== 'absent-on-branch');
  if (files.length === 0) return 'in a file that git did not name';
  if (absent.length === 0) return `in ${list(others)}`;
  const lacked = `in ${list(absent)}, which the branch does not have${others.length > 0 ? ',' : ''}`;
  return others.length === 0 ? `only ${lacked}` : `${lacked} and in ${list(others)}`;
}

interface Clean {
  readonly first: readonly Sha[];
  readonly history: History;
}

function sayClean(renamed: boolean, { first, history }: Clean): string {
  const behind = first.length === 0 ? '' : ` after ${nameAll(first, history)}, which the message names`;
  return `it applies${renamed ? ' to files of other names' : ''}${behind}`;
}

/** `, but uses a and b, which the branch lacks: they came with 1234567890ab ("subject")`. */
function sayLacks(seen: Observation | undefined, history: History): string {
  const { pick, chain, lacks = [] } = seen ?? {};
  if (lacks.length === 0) return '';
  const names = listWords(
    lacks.map(({ name }) => name),
    NAMED_NAMES,
  );
  const from = [...new Set(lacks.map((lack) => lack.from))].slice(0, NAMED_COMMITS);
  const came = from.length === 0 ? '' : `: ${lacks.length === 1 ? 'it' : 'they'} came with ${nameAll(from, history)}`;
  const then = pick?.kind === 'clean' && chain?.kind === 'applies' ? ', and it applies after that too' : '';
  return `${pick?.kind === 'clean' ? ', but' : '; it'} uses ${names}, which the branch lacks${came}${then}`;
}

function sayChain(seen: Observation | undefined, history: History): string {
  const chain = seen?.chain;
  switch (chain?.kind) {
    case undefined:
      return '';
    case 'applies':
      return `, but applies after ${nameAll(chain.first, history)}`;
    case 'fails':
      return chain.missing.length === 0
        ? ': the branch itself changed these lines'
        : ` because of ${nameAll(chain.missing.slice(0, NAMED_COMMITS), history)}${chain.missing.length > NAMED_COMMITS ? ` and ${plural(chain.missing.length - NAMED_COMMITS, 'other commit')}` : ''}, which it lacks`;
    case 'unknown':
      return ` (why is not known: ${chain.why})`;
  }
}

const nameAll = (shas: readonly Sha[], history: History): string => listWords(shas.map((sha) => nameId(history, sha)));
