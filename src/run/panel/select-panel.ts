import type { Budget } from '../../config-panel.ts';
import { UsageError } from '../../errors.ts';
import type { HistoryStore } from '../../history/index.ts';
import type { LanguageModelConfig } from '../../models/index.ts';
import { buildSystem, estimateTokens, splitMembers, type Verdict } from '../../panel/index.ts';
import { isoDate } from '../dates.ts';
import { readPanelFiles } from '../files-of-panel.ts';
import type { Bench, Draft } from '../judge.ts';
import type { PanelSummary, SelectedCommit } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { askPanel } from './ask-panel.ts';
import { buildCase, type CaseTable } from './case.ts';
import { estimatePanel, sayEstimate, type PanelEstimate } from './estimate.ts';
import type { Gate } from './gate.ts';
import { layTable } from './lay-table.ts';
import { readModels, seat } from './open-panel.ts';
import { standIn } from './stand-in.ts';

/** What a person wants of the panel in a selection. */
export interface PanelWishes {
  /** Undefined: that of the config. */
  readonly recall: number | undefined;
  readonly budget: Budget | undefined;
  /** Told what it will probably take before anybody is asked; false ends the call. */
  readonly confirm: (says: string) => Promise<boolean>;
  /** Seconds since 1970. */
  readonly now: number;
}

export interface PanelPlace {
  readonly store: HistoryStore;
  readonly bench: Bench;
  readonly gate: Gate;
  readonly range: string;
  readonly wishes: PanelWishes;
  /** Left out: whether a stable branch takes the commit. */
  readonly question?: 'cve' | undefined;
}

export interface PanelOutcome {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly summary: PanelSummary;
}

/** Asks the panel about drafts that passed the gate. UsageError `panel-declined` when the person does not want to go on. */
export async function judgeDrafts(
  workspace: Workspace,
  place: PanelPlace,
  drafts: readonly Draft[],
): Promise<PanelOutcome> {
  const { store, bench, gate, range, wishes, question } = place;
  const models = await readModels(workspace);
  const table = await layTable(workspace, { store, bench, masked: false });
  try {
    const budget = wishes.budget ?? workspace.config.panel.budget;
    if (drafts.length > 0)
      await agree(sayEstimate(await estimateDrafts(workspace, { table, models, drafts, question }), budget), wishes);
    const { run, verdicts, members, spent } = await askPanel(workspace, {
      ...{ question: question ?? 'select', models, table, drafts },
      request: { range, asOf: isoDate(bench.asOf), onto: bench.onto },
      budget,
      now: wishes.now,
    });
    const settled = verdicts.filter(({ verdict }) => verdict !== 'unsettled').length;
    const summary = { run: run.id, asked: drafts.length, gate: gate.why, ...spent, settled, members };
    return { verdicts: new Map(verdicts.map((verdict) => [verdict.sha, verdict])), summary };
  } finally {
    await table.close();
  }
}

async function agree(says: string, { confirm }: PanelWishes): Promise<void> {
  if (await confirm(says)) return;
  throw new UsageError('panel-declined', `nobody was asked: it would take ${says}`);
}

/** Cases that the mean of a dossier is taken from. */
const SAMPLE = 5;

interface Estimating {
  readonly table: Omit<CaseTable, 'guidance'>;
  readonly models: readonly LanguageModelConfig[];
  readonly drafts: readonly Draft[];
  readonly question: PanelPlace['question'];
}

async function estimateDrafts(
  workspace: Workspace,
  { table, models, drafts, question }: Estimating,
): Promise<PanelEstimate> {
  const { panel } = workspace.config;
  const { prompts, guidance } = await readPanelFiles({
    ...{ prompts: panel.prompts, guidance: panel.guidance, question },
  });
  const { first } = splitMembers(
    await seat(
      panel.members,
      models.map((config) => standIn(config)),
      prompts,
    ),
  );
  const step = Math.max(1, Math.floor(drafts.length / SAMPLE));
  const sample = drafts.filter((_, at) => at % step === 0).slice(0, SAMPLE);
  let tokens = 0;
  for (const draft of sample) {
    const { dossier, tools } = await buildCase({ ...table, guidance }, draft);
    const system = Math.max(...first.map((member) => estimateTokens(buildSystem({ member, prompts, tools }))));
    tokens += system + dossier.parts.reduce((sum, part) => sum + part.tokens, 0);
  }
  return estimatePanel({ commits: drafts.length, members: first, models, opening: tokens / sample.length });
}

/** Where the verdict puts a commit that triage would have proposed. */
export function laneOfVerdict({ verdict, why }: Verdict): Pick<SelectedCommit, 'lane' | 'why'> {
  const says = `Panel: ${why}`;
  if (verdict === 'yes') return { lane: 'proposal', why: says };
  return verdict === 'no' ? { lane: 'left', why: says } : { lane: 'unsettled', why: says };
}
