import type { StableBranch } from '../../history/index.ts';

type Named = Pick<StableBranch, 'name' | 'ref' | 'version'>;

const numbersIn = (text: string): readonly number[] | undefined =>
  /(?<![\w.])v?(\d{1,4}(?:\.\d{1,4})*)(?:\.[xy])?(?![\w.])/
    .exec(
      text.replaceAll(/(?:linux|stable|branch|tree|release|lts|kernel)[-/ ]?|[-/ ](?:stable|lts|branch|tree)/gi, ' '),
    )?.[1]
    ?.split('.')
    .map(Number);

/** Position of the branch that a text means: its name, its ref, or its version where only one branch has that. */
export function findBranch(branches: readonly Named[], text: string): number | undefined {
  const asked = text.trim().replace(/^[`"']+|[`"']+$/g, '');
  const whole = branches.findIndex(({ name, ref }) => name === asked || ref === asked || `origin/${name}` === asked);
  if (whole >= 0) return whole;
  const version = numbersIn(asked);
  if (version === undefined) return undefined;
  const same = branches.flatMap((branch, position) => (sameVersion(branch.version, version) ? [position] : []));
  return same.length === 1 ? same[0] : undefined;
}

const sameVersion = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((part, n) => part === b[n]);

export interface BranchMention {
  /** As written. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const MENTION =
  /(?<![\w./-])(?:(?:origin\/|stable\/)?(?:linux-|stable-|staging-)v?\d{1,4}(?:\.\d{1,4})*(?:\.[xy])?|v?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\.[xy]|v?\d{1,4}(?:\.\d{1,4}){0,2}[- ](?:stable|LTS|lts)|v?\d{1,4}\.\d{1,4}(?! (?:lines?|files?|%|MB|KB|GB|ms)))(?:-stable)?(?![\w]|\.\d|-rc|%|\+)/g;

/** Places in a sentence that may name stable branches. */
export const branchMentions = (text: string): readonly BranchMention[] =>
  [...text.matchAll(MENTION)].map((found) => ({
    text: found[0],
    from: found.index,
    to: found.index + found[0].length,
  }));
