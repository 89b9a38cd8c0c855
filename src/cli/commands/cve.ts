import type { Command } from 'commander';
import type { Declaring } from '../declaring.ts';
import { declareCveAnnounce } from './cve-announce.ts';
import { declareCveBacktest } from './cve-backtest.ts';
import { declareCveClassify } from './cve-classify.ts';
import { declareCveFixed } from './cve-fixed.ts';
import { declareCveOpen } from './cve-open.ts';
import { declareCvePairs } from './cve-pairs.ts';
import { declareCvePublish } from './cve-publish.ts';
import { declareCveRecord } from './cve-record.ts';
import { declareCveReject } from './cve-reject.ts';
import { declareCveReserve } from './cve-reserve.ts';
import { declareCveScore } from './cve-score.ts';
import { declareCveSearch } from './cve-search.ts';
import { declareCveStats } from './cve-stats.ts';
import { declareCveTemplate } from './cve-template.ts';
import { declareCveUpdate } from './cve-update.ts';
import { declareCveVotes } from './cve-votes.ts';

/** `cve` and everything under it. */
export function declareCve(program: Command, declaring: Declaring): void {
  const cve = program.command('cve').description('security fixes: find them, pair them, write their records');
  declareCveClassify(cve, declaring);
  declareCveBacktest(cve, declaring);
  declareCvePairs(cve, declaring);
  declareCveRecord(cve, declaring);
  declareCveAnnounce(cve, declaring);
  declareCveTemplate(cve, declaring);
  declareCveReserve(cve, declaring);
  declareCvePublish(cve, declaring);
  declareCveUpdate(cve, declaring);
  declareCveReject(cve, declaring);
  declareCveScore(cve, declaring);
  declareCveSearch(cve, declaring);
  declareCveOpen(cve, declaring);
  declareCveFixed(cve, declaring);
  declareCveVotes(cve, declaring);
  declareCveStats(cve, declaring);
}
