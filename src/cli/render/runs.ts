import type { MemberShare, RunReport, RunState, Verdict } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { renderTable } from '../table.ts';
import { plainText } from '../width.ts';
import type { View } from './explanation.ts';
import { renderVerdict } from './verdict.ts';

/** One line a run, newest first. */
export function renderRuns(runs: readonly RunState[], { width }: View): string {
  if (runs.length === 0) return 'nobody was asked yet: autosel ask or select --panel makes a run\n';
  const rows = runs.map((run) => [
    run.id,
    new Date(run.startedAt * 1000).toISOString().slice(0, 16).replace('T', ' '),
    run.question,
    sayState(run),
    String(run.commits),
    plainText(sayRequest(run.request)),
  ]);
  const columns = ['run', 'started (UTC)', 'question', 'state', 'commits', 'about'].map((title) => ({ title }));
  return renderTable(columns, rows, width);
}

const sayState = ({ done, commits }: RunState): string =>
  done === commits ? 'finished' : `stopped after ${done} of ${commits}`;

function sayRequest(request: unknown): string {
  const { range, commit } = request as { readonly range?: string; readonly commit?: string };
  return range ?? commit?.slice(0, 12) ?? '';
}

/** A run with its members' shares and its verdicts; one verdict is shown whole. */
export function renderRun({ run, subjects, verdicts, members }: RunReport, { width, colour }: View): string {
  const paint = paintWith(colour);
  const named = (sha: string): string => {
    const subject = subjects[sha];
    return `${paint.id(sha.slice(0, 12))}${subject === undefined ? '' : ` ${paint.strong(plainText(subject))}`}`;
  };
  const goesOn = run.done === run.commits ? '' : ': the same call goes on';
  const head = `run ${paint.id(run.id)}, ${run.question} ${plainText(sayRequest(run.request))}, ${sayState(run)}${goesOn}\n`;
  const settled = verdicts.filter(({ verdict }) => verdict !== 'unsettled').length;
  const counts = ['yes', 'no', 'unsettled'].map((kind) => `${countOf(verdicts, kind)} ${kind}`).join(', ');
  const body =
    verdicts.length === 1 && verdicts[0] !== undefined
      ? `${named(verdicts[0].sha)}\n${renderVerdict(verdicts[0], { colour })}`
      : verdicts.map(({ sha, verdict, why }) => `${named(sha)}\n  ${verdict}  ${plainText(why)}\n`).join('');
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
