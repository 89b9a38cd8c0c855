/** One step of a change; paths are relative to the folder's root. */
export type ChangeStep =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };

/** Steps that happen together or not at all. */
export type FolderChange = readonly ChangeStep[];

/** The same change as it is kept until it is done: texts lie in files of their own. */
export type PlannedStep =
  | { readonly kind: 'write'; readonly path: string; readonly staged: string }
  | Exclude<ChangeStep, { readonly kind: 'write' }>;

/** Any ending that a listing takes, so that `.sha1~` of an editor moves along; U+FFFD stands for bytes that no path could name again. */
const PATH = /^(?:reserved|published|rejected)\/\d{4}\/CVE-\d{4}-\d{4,19}(?:\.[^/\0\uFFFD]*)?$/;

export const renderPlan = (steps: readonly PlannedStep[]): string => `${JSON.stringify(steps, undefined, 1)}\n`;

/** A plan may lie in a folder that came from elsewhere: only files of CVEs are touched. Undefined for any other. */
export const parsePlan = (text: string): readonly PlannedStep[] | undefined => {
  try {
    const steps = JSON.parse(text) as readonly PlannedStep[];
    return Array.isArray(steps) && steps.every(isStep) ? steps : undefined;
  } catch {
    return undefined;
  }
};

const isStep = (step: PlannedStep): boolean => {
  if (step.kind === 'write') return PATH.test(step.path) && /^\d+$/.test(step.staged);
  if (step.kind === 'move') return PATH.test(step.from) && PATH.test(step.to);
  return step.kind === 'remove' && PATH.test(step.path);
};
