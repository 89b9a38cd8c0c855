import type { Sha } from '../../git/index.ts';
import { hashInputs } from '../ledger.ts';
import type { StepKind, StepStore } from '../steps/index.ts';

/** One piece of work on one commit, and everything that decides about its outcome. */
export interface StepPlan {
  readonly kind: StepKind;
  /** Name of the member with its round; '' for the whole panel. */
  readonly member: string;
  /** JSON; the commit is added to it. */
  readonly inputs: unknown;
}

export interface StepWork<T> {
  readonly make: () => Promise<T>;
  /** Whether the outcome ends the step; one that does not is given back and done again by a later call. Left out: it does. */
  readonly keep?: (outcome: T) => boolean;
}

/** Does each step of a run once: what was finished, in this run or with the same inputs in an earlier one, is not done again. */
export interface Keeper {
  once<T>(sha: Sha, plan: StepPlan, work: StepWork<T>): Promise<T>;
}

export interface KeeperOptions {
  readonly store: StepStore;
  readonly run: string;
  /** Whether the outcome of an earlier run stands for this one too. */
  readonly reuse: (body: unknown, kind: StepKind) => boolean;
}

export function makeKeeper({ store, run, reuse }: KeeperOptions): Keeper {
  return {
    async once<T>(sha: Sha, plan: StepPlan, { make, keep = () => true }: StepWork<T>) {
      const key = hashInputs([sha, plan.kind, plan.member, plan.inputs]);
      const step = { run, sha, kind: plan.kind, member: plan.member, key };
      const done = await store.loadStep(run, key);
      if (done !== undefined) return done.body as T;
      const before = await store.findStep(key);
      if (before !== undefined && reuse(before.body, plan.kind)) {
        await store.saveStep({ ...step, body: before.body });
        return before.body as T;
      }
      const outcome = await make();
      if (keep(outcome)) await store.saveStep({ ...step, body: outcome });
      return outcome;
    },
  };
}
