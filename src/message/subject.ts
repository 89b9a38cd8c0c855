/** `net/mlx5: fix a leak` in its parts. */
export interface SubjectParts {
  /** `net/mlx5`, or `net: mlx5` where two stand there; undefined where none does. */
  readonly prefix: string | undefined;
  readonly rest: string;
  /** First word of the rest, without punctuation; '' when none. */
  readonly verb: string;
}

const FIRST = /^(?!https?:|v?\d+:)([^\s:"'`][^:"'`]{0,39}):[ \t]+(?=\S)/;
const NEXT = /^([\w.,/*{}+-]{1,30}(?: [\w./-]{1,20})?): (?=\S)/;
const REVERT = /^(?:revert|reapply) ["“']/i;

export function splitSubject(subject: string): SubjectParts {
  if (REVERT.test(subject)) return { prefix: undefined, rest: subject, verb: 'revert' };
  let rest = subject.trim();
  const parts: string[] = [];
  for (let pattern = FIRST; parts.length < 4; pattern = NEXT) {
    const found = pattern.exec(rest);
    if (found === null || found[1].split(' ').length > 4) break;
    parts.push(found[1].trim());
    rest = rest.slice(found[0].length);
  }
  const prefix = parts.length === 0 ? undefined : parts.join(': ');
  return { prefix, rest, verb: /^[\p{L}']+/u.exec(rest)?.[0] ?? '' };
}

export const isRevert = (subject: string): boolean => REVERT.test(subject) || /^[^"]{0,60}\brevert ["“]/i.test(subject);

/** Whether a word begins with a capital because it is a sentence that begins, not because it is a name. */
export type FirstLetter = 'upper' | 'lower' | 'other';

export function firstLetter(rest: string): FirstLetter {
  const word = /^\S+/.exec(rest)?.[0] ?? '';
  if (!/^\p{L}+[,.]?$/u.test(word)) return 'other';
  if (/^\p{Lu}\p{Ll}+/u.test(word) || /^A$/.test(word)) return 'upper';
  return /^\p{Ll}+/u.test(word) && !/\p{Lu}/u.test(word) ? 'lower' : 'other';
}
