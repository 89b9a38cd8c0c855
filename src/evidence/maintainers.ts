/** One entry of a MAINTAINERS file: who looks after which files. */
export interface MaintainersEntry {
  /** Its title line, e.g. `BTRFS FILE SYSTEM`. */
  readonly title: string;
  /** Line of the title, counted from 1. */
  readonly line: number;
  /** `M:`, as written: `Name <address>`. */
  readonly maintainers: readonly string[];
  /** `R:`. */
  readonly reviewers: readonly string[];
  /** `L:`, the addresses alone, without lists that only take mail of their subscribers. */
  readonly lists: readonly string[];
  /** The `S:` line: Supported, Maintained, Odd Fixes, Orphan, Obsolete; '' when there is none. */
  readonly status: string;
  /** Patterns of paths, as written. */
  readonly files: readonly string[];
  readonly excluded: readonly string[];
  /** `N:` on paths and `K:` on content, as written; Perl's and grep's dialect. */
  readonly names: readonly string[];
  readonly contents: readonly string[];
}

type Tag = 'M' | 'R' | 'L' | 'S' | 'F' | 'X' | 'N' | 'K';
type Parts = { readonly [tag in Tag]: string[] };

const TAG_LINE = /^([A-Z]):\s*(\S.*?)\s*$/;

/**
 * Reads a MAINTAINERS file in the form that Linux, Xen and others share: entries parted by empty lines, a title, then lines
 * `X: value`. What stands above the first entry with such lines is an introduction. Never throws; a file of another form has no entries.
 */
export function parseMaintainers(text: string): readonly MaintainersEntry[] {
  const entries: MaintainersEntry[] = [];
  let title: { readonly text: string; readonly line: number } | undefined;
  let parts: Parts | undefined;
  const finish = (): void => {
    if (title !== undefined && parts !== undefined && owns(parts)) entries.push(buildEntry(title, parts));
    [title, parts] = [undefined, undefined];
  };
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const tagged = TAG_LINE.exec(line);
    if (tagged !== null && title !== undefined) {
      parts ??= { M: [], R: [], L: [], S: [], F: [], X: [], N: [], K: [] };
      if (isTag(tagged[1])) parts[tagged[1]].push(tagged[2]);
    } else if (line.trim() === '') {
      if (parts !== undefined) finish();
    } else if (/^\S/.test(line)) {
      if (parts !== undefined) finish();
      title = { text: line.trim(), line: at + 1 };
    }
  }
  finish();
  return entries;
}

const isTag = (letter: string): letter is Tag => 'MRLSFXNK'.includes(letter);

/** The introduction of the file explains each letter in such lines, but names neither people nor files. */
const owns = (parts: Parts): boolean => parts.F.length + parts.N.length + parts.K.length > 0 || parts.S.length > 0;

const buildEntry = (title: { readonly text: string; readonly line: number }, parts: Parts): MaintainersEntry => ({
  title: title.text,
  line: title.line,
  maintainers: parts.M,
  reviewers: parts.R,
  lists: parts.L.filter((list) => !/\(.*subscribers-only/.test(list)).map((list) => list.replace(/\s+\(.*$/, '')),
  status: parts.S[0] ?? '',
  files: parts.F,
  excluded: parts.X,
  names: parts.N,
  contents: parts.K,
});
