import type { Command } from 'commander';
import type { Declaring } from '../program.ts';
import { declareCveFixed } from './cve-fixed.ts';
import { declareCveOpen } from './cve-open.ts';
import { declareCvePairs } from './cve-pairs.ts';
import { declareCveScore } from './cve-score.ts';
import { declareCveSearch } from './cve-search.ts';
import { declareCveStats } from './cve-stats.ts';
import { declareCveVotes } from './cve-votes.ts';

/** `cve` and everything under it. */
export function declareCve(program: Command, declaring: Declaring): void {
  const cve = program.command('cve').description('security fixes: find them, pair them, write their records');
  declareCvePairs(cve, declaring);
  declareCveScore(cve, declaring);
  declareCveSearch(cve, declaring);
  declareCveOpen(cve, declaring);
  declareCveFixed(cve, declaring);
  declareCveVotes(cve, declaring);
  declareCveStats(cve, declaring);
}
