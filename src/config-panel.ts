import { z } from 'zod';
import { UsageError } from './errors.ts';

const ROLES = ['analyst', 'sceptic', 'security', 'domain', 'referee'] as const;

/** One member of the panel, as a person wrote it down. */
export interface MemberConfig {
  readonly name: string;
  /** Name of one of the `[[models]]`. */
  readonly model: string;
  readonly role: (typeof ROLES)[number];
  /** A markdown file with its part, absolute; undefined: the role's own. */
  readonly prompt: string | undefined;
  readonly weight: number;
  /** False: it judges what it is given and calls nothing. */
  readonly tools: boolean;
}

/** What a run may take; undefined: no limit of that kind. */
export interface Budget {
  readonly microUsd: number | undefined;
  readonly tokens: number | undefined;
}

/** Who is asked, about what, and how much it may cost. */
export interface PanelConfig {
  /** The `[[models]]`, still as TOML gives them: the models room knows what is allowed there. */
  readonly models: readonly unknown[];
  /** Empty: the default panel for these models. */
  readonly members: readonly MemberConfig[];
  /** Undefined where nothing was said: the default of {@link Policy}. */
  readonly policy: {
    readonly quorum: number | undefined;
    readonly majority: number | undefined;
    readonly heldClaims: number | undefined;
    readonly falseShare: number | undefined;
  };
  /** The share of commits taken in the past that the gate lets through to the panel; default .95. */
  readonly recall: number;
  readonly budget: Budget;
  /** Commits judged at a time; default 4. */
  readonly concurrency: number;
  /** Tool calls of one member about one commit; default 12. */
  readonly toolCalls: number;
  /** A folder with guidance in markdown files, absolute; each adds to ours or takes the place of one. */
  readonly guidance: string | undefined;
  /** A folder with prompts that take the place of ours, absolute. */
  readonly prompts: string | undefined;
}

export const DEFAULT_PANEL: PanelConfig = {
  models: [],
  members: [],
  policy: { quorum: undefined, majority: undefined, heldClaims: undefined, falseShare: undefined },
  recall: 0.95,
  budget: { microUsd: undefined, tokens: undefined },
  concurrency: 4,
  toolCalls: 12,
  guidance: undefined,
  prompts: undefined,
};

const name = z.string().regex(/^[\w.:-]{1,40}$/, 'may hold up to 40 letters, digits and . _ : -');

export const memberTable = z.strictObject({
  name,
  model: z.string().min(1),
  role: z.enum(ROLES),
  prompt: z.string().min(1).optional(),
  weight: z.number().gt(0).max(100).default(1),
  tools: z.boolean().default(true),
});

export const panelTable = z.strictObject({
  quorum: z.int().positive().max(50).optional(),
  majority: z.number().min(0.5).lt(1).optional(),
  held_claims: z.int().min(0).max(20).optional(),
  false_share: z.number().min(0).max(1).optional(),
  recall: z.number().gt(0).max(1).default(0.95),
  budget: z.string().optional(),
  concurrency: z.int().positive().max(64).default(4),
  tool_calls: z.int().min(0).max(100).default(12),
  guidance: z.string().min(1).optional(),
  prompts: z.string().min(1).optional(),
});

interface PanelTables {
  readonly models?: readonly unknown[] | undefined;
  readonly members?: readonly z.infer<typeof memberTable>[] | undefined;
  readonly panel?: z.infer<typeof panelTable> | undefined;
}

/** Fills in what was not said; `file` is for messages. UsageError `config-wrong` for two members of one name, members that cannot judge, or a wrong budget. */
export function fillPanel(tables: PanelTables, file: string): PanelConfig {
  const members = (tables.members ?? []).map((member) => ({ ...member, prompt: member.prompt }));
  const names = members.map((member) => member.name);
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) throw new UsageError('config-wrong', `${file}: two members have the name "${twice}"`);
  checkReferees(members, file);
  const { panel } = tables;
  return {
    ...DEFAULT_PANEL,
    models: tables.models ?? [],
    members,
    ...(panel && {
      policy: {
        quorum: panel.quorum,
        majority: panel.majority,
        heldClaims: panel.held_claims,
        falseShare: panel.false_share,
      },
      recall: panel.recall,
      budget: panel.budget === undefined ? DEFAULT_PANEL.budget : parseBudget(panel.budget, `${file}: panel.budget`),
      concurrency: panel.concurrency,
      toolCalls: panel.tool_calls,
      guidance: panel.guidance,
      prompts: panel.prompts,
    }),
  };
}

/** A referee settles what others disagree about: alone it has nothing to do, and a second one would never be asked. */
function checkReferees(members: readonly MemberConfig[], file: string): void {
  const referees = members.filter(({ role }) => role === 'referee').length;
  if (referees > 0 && referees === members.length)
    throw new UsageError('config-wrong', `${file}: the panel has nobody but a referee: add a member of another role`);
  if (referees > 1) throw new UsageError('config-wrong', `${file}: two referees: a panel has one at most`);
}

const MONEY = /^\$?\s*(\d+(?:\.\d{1,6})?)\s*(?:usd|dollars?|\$)?$/i;
const TOKENS = /^(\d+(?:\.\d+)?)\s*([km])?\s*(?:tok|tokens?)$/i;
const TIMES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 };

/**
 * `5USD`, `$0.50`, `200k tokens`, `1.5M tokens`. A bare number is refused: nobody can tell dollars from tokens.
 * @throws UsageError `budget-wrong`; `where` opens the message.
 */
export function parseBudget(text: string, where: string): Budget {
  const said = text.trim();
  const tokens = TOKENS.exec(said);
  if (tokens !== null) {
    const count = Math.round(Number(tokens[1]) * (TIMES[(tokens[2] ?? '').toLowerCase()] ?? 1));
    if (count > 0 && Number.isSafeInteger(count)) return { microUsd: undefined, tokens: count };
  }
  const money = /\$|usd|dollar/i.test(said) ? MONEY.exec(said) : null;
  const microUsd = Math.round(Number(money?.[1] ?? 0) * 1e6);
  if (microUsd > 0 && Number.isSafeInteger(microUsd)) return { microUsd, tokens: undefined };
  throw new UsageError('budget-wrong', `${where}: ${JSON.stringify(text)} is no budget; write 5USD or 200k tokens`);
}
