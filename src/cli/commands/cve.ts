import type { Command } from 'commander';
import type { Declaring } from '../program.ts';
import { declareCvePairs } from './cve-pairs.ts';

/** `cve` and everything under it. */
export function declareCve(program: Command, declaring: Declaring): void {
  const cve = program.command('cve').description('security fixes: find them, pair them, write their records');
  declareCvePairs(cve, declaring);
}
