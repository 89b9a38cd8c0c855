import { UsageError } from '../errors.ts';
import type { Policy } from './types.ts';
import { plural } from '../plural.ts';

/** The rules for a panel of so many members (the referee left out), with a person's changes. UsageError `panel-policy`. */
export const buildPolicy = (members: number, changes: Partial<Policy> = {}): Policy => {
  const policy: Policy = {
    quorum: Math.min(2, Math.max(1, members)),
    majority: 0.5,
    heldClaims: 1,
    falseShare: 0.5,
    ...changes,
  };
  const wrong = problemOf(policy, members);
  if (wrong !== undefined) throw new UsageError('panel-policy', `the panel's policy: ${wrong}`);
  return policy;
};

const problemOf = ({ quorum, majority, heldClaims, falseShare }: Policy, members: number): string | undefined => {
  if (!Number.isInteger(quorum) || quorum < 1) return `quorum must be a whole number from 1 on, not ${quorum}`;
  if (members > 0 && quorum > members) return `quorum is ${quorum}, but the panel has ${plural(members, 'member')}`;
  if (!(majority >= 0.5 && majority < 1)) return `majority must be from 0.5 to below 1, not ${majority}`;
  if (!Number.isInteger(heldClaims) || heldClaims < 0) return `held_claims must be a whole number, not ${heldClaims}`;
  return falseShare >= 0 && falseShare <= 1 ? undefined : `false_share must be from 0 to 1, not ${falseShare}`;
};
