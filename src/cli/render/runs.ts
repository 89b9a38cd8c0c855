import type { MemberShare, RunRecord, RunReport, Verdict } from '../../run/index.ts';
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
  const counts = ['yes', 'no', 'unsettled'].map((kind) => `${countOf(verdicts, kind)} ${kind}`).join(', ');
  const body =
    verdicts.length === 1 && verdicts[0] !== undefined
      ? renderVerdict(verdicts[0], { colour })
      : verdicts
          .map(({ sha, verdict, why }) => `${paint.id(sha.slice(0, 12))}  ${verdict}  ${plainText(why)}\n`)
          .join('');
  return `${head}${counts} of ${run.commits}\n\n${renderShares(members, { settled, width })}\n${body}`;
}

const TITLES = ['member', 'model', 'answers', 'silent', 'questions', 'tokens', 'USD', 'tokens/settled', 'USD/settled'];

/** What each member took, in all and for each commit that was settled; a price that nobody told is left empty. */
export function renderShares(
  members: readonly MemberShare[],
  { settled, width }: { readonly settled: number; readonly width: number | undefined },
): string {
  const each = (value: number): number => (settled === 0 ? 0 : value / settled);
  const rows = members.map(({ member, model, answers, silent, spent }) => {
    const tokens = spent.inputTokens + spent.outputTokens;
    const usd = spent.microUsd === undefined ? undefined : spent.microUsd / 1e6;
    return [
      ...[plainText(member), plainText(model)],
      ...[answers, silent, spent.questions, tokens].map(String),
      usd?.toFixed(4) ?? '',
      ...(settled === 0
        ? ['', '']
        : [Math.round(each(tokens)).toFixed(0), usd === undefined ? '' : each(usd).toFixed(4)]),
    ];
  });
  return renderTable(
    TITLES.map((title, at) => ({ title, align: at > 1 ? 'right' : 'left' })),
    rows,
    width,
  );
}

const countOf = (verdicts: readonly Verdict[], kind: string): number =>
  verdicts.filter(({ verdict }) => verdict === kind).length;
