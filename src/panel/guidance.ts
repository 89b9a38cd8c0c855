import type { PathPattern } from '../evidence/index.ts';
import { compilePathPattern } from '../evidence/index.ts';

/** One text of guidance with what it is for. */
export interface Guidance {
  /** The file's name without `.md`; a person's file of the same name takes its place. */
  readonly name: string;
  readonly title: string;
  /** For every commit. */
  readonly always: boolean;
  /** Words of the message, lower case. */
  readonly words: readonly string[];
  /** Pieces of added lines, as written. */
  readonly added: readonly string[];
  readonly paths: readonly PathPattern[];
  readonly text: string;
}

/** What guidance is chosen by. */
export interface GuidedCommit {
  readonly subject: string;
  readonly body: string;
  readonly paths: readonly string[];
  /** Lines that the patch adds, joined by newlines. */
  readonly added: string;
}

/**
 * A file of guidance: lines `key: value, value` between two lines `---`, then markdown. Keys: `title`, `always: yes`, `words` (of the
 * message), `added` (pieces of added lines), `paths` (folders, files, patterns with `*`). A file without that head is for every
 * commit. Returns beside it the names of keys that mean nothing, and whether its head has no end, so that a slip is told.
 */
export const parseGuidance = (
  name: string,
  file: string,
): { readonly guidance: Guidance; readonly unknown: readonly string[]; readonly open: boolean } => {
  const lines = file.replaceAll('\r\n', '\n');
  const found = /^---\n([^]*?)\n---\n?/.exec(lines);
  const head = new Map(found === null ? [['always', 'yes']] : found[1].split('\n').flatMap(parsePair));
  const text = lines.slice(found?.[0].length ?? 0).trim();
  const list = (key: string): readonly string[] => splitList(head.get(key) ?? '');
  const guidance: Guidance = {
    name,
    title: head.get('title') ?? name,
    always: head.get('always') === 'yes',
    words: list('words').map((word) => word.toLowerCase()),
    added: list('added'),
    paths: list('paths').flatMap((pattern) => compilePathPattern(pattern) ?? []),
    text,
  };
  const unknown = [...head.keys()].filter((key) => !KEYS.has(key));
  return { guidance, unknown, open: found === null && lines.startsWith('---\n') };
};

const KEYS: ReadonlySet<string> = new Set(['title', 'always', 'words', 'added', 'paths']);

const parsePair = (line: string): (readonly [string, string])[] => {
  const at = line.indexOf(':');
  return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
};

const splitList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Ours, with a person's own added; one of the same name replaces ours. In order of names. */
export const mergeGuidance = (ours: readonly Guidance[], own: readonly Guidance[]): readonly Guidance[] =>
  [...new Map([...ours, ...own].map((each) => [each.name, each])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));

const MOST_CHOSEN = 4;
const IN_SUBJECT = 4;
const IN_PATHS = 3;
const IN_BODY = 1;
const IN_PATCH = 1;

/** The texts that fit a commit: those for every commit, then the few that fit best, by what its subject, message, files and lines say. */
export const chooseGuidance = (all: readonly Guidance[], commit: GuidedCommit): readonly Guidance[] => {
  const measured = all
    .filter(({ always }) => !always)
    .map((each) => ({ each, fit: measureFit(each, commit) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || (a.each.name < b.each.name ? -1 : 1));
  return [...all.filter(({ always }) => always), ...measured.slice(0, MOST_CHOSEN).map(({ each }) => each)];
};

const measureFit = ({ words, added, paths }: Guidance, commit: GuidedCommit): number => {
  const [subject, body] = [commit.subject.toLowerCase(), commit.body.toLowerCase()];
  const inSubject = words.some((word) => holdsWord(subject, word)) ? IN_SUBJECT : 0;
  const inBody = words.some((word) => holdsWord(body, word)) ? IN_BODY : 0;
  const inPaths = commit.paths.some((path) => paths.some((pattern) => pattern.test(path))) ? IN_PATHS : 0;
  const inPatch = added.some((piece) => commit.added.includes(piece)) ? IN_PATCH : 0;
  return inSubject + inBody + inPaths + inPatch;
};

/** The word at the beginning of a word of the text: `leak` finds `leaks`, and `race` not `trace`. */
const holdsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/\w/.test(text[at - 1])) return true;
  return false;
};
