/** Versions of branches that a sentence names. `reach`: that one alone, or all on one side of it as well. */
export interface BranchScope {
  /** `[6, 1]`; `[4]` for `4.x`. */
  readonly version: readonly number[];
  readonly reach: 'only' | 'older' | 'newer';
  /** False for "older than 6.1", which leaves 6.1 out. */
  readonly itself: boolean;
}

const VERSION =
  /(?<![\w.-])v?([2-9]|[12]\d)\.(\d{1,3}|x)(?:\.(?:\d{1,3}|[xy]))?(?:-stable|\.y)?(?![\w]*-?rc)(?!\.?\d)(\+)?/g;
const OLDER = String.raw`(?:older|earlier|below|before|lower|down)`;
const NEWER = String.raw`(?:newer|later|above|up|higher|onwards?)`;
const BEHIND_OLDER = new RegExp(String.raw`^[\s,(]*(?:and|or|&)(?: all| any)? ${OLDER}\b`, 'i');
const BEHIND_NEWER = new RegExp(String.raw`^[\s,(]*(?:(?:and|or|&)(?: all| any)? ${NEWER}|onwards?)\b`, 'i');
const AHEAD_OLDER = /\b(?:(?:older|earlier|lower|less) than|before|prior to|below|pre-?)\s*$/i;
/** Wanted there alone: what is said against the rest means what is older. */
const AHEAD_ALONE = /\bonly (?:\w+ ){0,3}(?:in|into|to|for|on)\s*$/i;
const AHEAD_NEWER = /\b(?:(?:newer|later|higher) than|after|since|above)\s*$/i;

/** What a sentence says about branches by their versions, in the order in which they stand there. */
export function readScope(sentence: string): readonly BranchScope[] {
  return [...sentence.matchAll(VERSION)].map((match): BranchScope => {
    const [text, major = '', minor = '', plus] = match;
    const version = minor === 'x' ? [Number(major)] : [Number(major), Number(minor)];
    const ahead = sentence.slice(Math.max(0, match.index - 24), match.index);
    const behind = sentence.slice(match.index + text.length, match.index + text.length + 30);
    if (BEHIND_OLDER.test(behind)) return { version, reach: 'older', itself: true };
    if (plus !== undefined || BEHIND_NEWER.test(behind)) return { version, reach: 'newer', itself: true };
    if (AHEAD_OLDER.test(ahead) || AHEAD_ALONE.test(ahead)) return { version, reach: 'older', itself: false };
    if (AHEAD_NEWER.test(ahead)) return { version, reach: 'newer', itself: /\bsince\s*$/i.test(ahead) };
    return { version, reach: 'only', itself: true };
  });
}

/** Whether a branch, by the version in its name, is among those that are named; one without a version never is. */
export function isInScope(scope: readonly BranchScope[], version: readonly number[] | undefined): boolean {
  if (version === undefined) return false;
  return scope.some(({ version: named, reach, itself }) => {
    const order = compare(version, named);
    if (order === 0) return itself;
    return reach === 'older' ? order < 0 : reach === 'newer' && order > 0;
  });
}

/** Only as far as the shorter one goes: 4.19 is 4.x. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
