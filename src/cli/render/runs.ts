import type { RunRecord, RunReport, Verdict } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { renderVerdict } from './verdict.ts';

/** One line a run, newest first. */
export function renderRuns(runs: readonly RunRecord[], { width }: View): string {
  const rows = runs.map(({ id, question, startedAt, finishedAt, commits, request }) => [
    id,
    new Date(startedAt * 1000).toISOString().slice(0, 16).replace('T', ' '),
    question,
    finishedAt === undefined ? 'stopped' : 'finished',
    String(commits),
    plainText(sayRequest(request)),
  ]);
  const columns = ['run', 'started (UTC)', 'question', 'state', 'commits', 'about'].map((title) => ({ title }));
  return renderTable(columns, rows, width);
}

function sayRequest(request: unknown): string {
  const { range, commit } = request as { readonly range?: string; readonly commit?: string };
  return range ?? commit?.slice(0, 12) ?? '';
}

/** A run with its members' shares and its verdicts; one verdict is shown whole. */
export function renderRun({ run, verdicts, members }: RunReport, { width, colour }: View): string {
  const paint = paintWith(colour);
  const head = `run ${paint.id(run.id)}, ${run.question} ${plainText(sayRequest(run.request))}, ${run.finishedAt === undefined ? 'stopped: the same call goes on' : 'finished'}\n`;
  const settled = verdicts.filter(({ verdict }) => verdict !== 'unsettled').length;
  const shares = members.map(({ member, model, answers, silent, spent }) => [
    member,
    plainText(model),
    String(answers),
    String(silent),
    String(spent.questions),
    String(spent.inputTokens + spent.outputTokens),
    spent.microUsd === undefined ? '' : (spent.microUsd / 1e6).toFixed(4),
    spent.microUsd === undefined || settled === 0 ? '' : (spent.microUsd / 1e6 / settled).toFixed(4),
  ]);
  const titles = ['member', 'model', 'answers', 'silent', 'questions', 'tokens', 'USD', 'USD a settled commit'];
  const counts = ['yes', 'no', 'unsettled'].map((kind) => `${countOf(verdicts, kind)} ${kind}`).join(', ');
  const body =
    verdicts.length === 1 && verdicts[0] !== undefined
      ? renderVerdict(verdicts[0], { colour })
      : verdicts
          .map(({ sha, verdict, why }) => `${paint.id(sha.slice(0, 12))}  ${verdict}  ${plainText(why)}\n`)
          .join('');
  return `${head}${counts} of ${run.commits}\n\n${renderTable(
    titles.map((title) => ({ title })),
    shares,
    width,
  )}\n${body}`;
}

const countOf = (verdicts: readonly Verdict[], kind: string): number =>
  verdicts.filter(({ verdict }) => verdict === kind).length;
