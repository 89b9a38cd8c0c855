import type { z } from 'zod';
import type { Sha } from '../git/index.ts';
import type { LanguageModel, Spent } from '../models/index.ts';

/** Where evidence was found; the number is how a member cites it (`[3]`). Numbers begin with 1 and are never reused for one commit. */
export interface NumberedFact {
  readonly number: number;
  /** One sentence, without control characters. */
  readonly says: string;
  /** The command, file and line, or message id that proves it: a person can run or open it. */
  readonly source: string;
  /** What the tool printed or the fact quotes, in full as the member saw it; a quote must occur here. '' when there is none. */
  readonly text: string;
}

/** What a tool call found: a fact that has no number yet. */
export type ToolFinding = Omit<NumberedFact, 'number'>;

/** A tool that members may call. Read-only; bounded in time and size. */
export interface PanelTool {
  readonly name: string;
  /** For the model: what it answers, its bounds, when to use it. */
  readonly description: string;
  readonly input: z.ZodType;
  /**
   * Runs once with input that fits the schema. Throws ToolCallError, whose message goes back to the model and says what to ask instead;
   * StoppedError on the signal; anything else is a fault of ours and ends the member's turn as `silent`.
   */
  run(input: unknown, signal: AbortSignal): Promise<ToolFinding>;
}

/**
 * What one member is there for. `analyst` looks into the repository with tools; `sceptic` looks for what speaks against; `security`
 * asks who could be harmed; `domain` reads with the subsystem's rules; `referee` is asked only where the others disagree.
 */
export type Role = 'analyst' | 'sceptic' | 'security' | 'domain' | 'referee';

export interface Member {
  /** Unique in the panel, e.g. `analyst`; stands in mails and pages. */
  readonly name: string;
  readonly role: Role;
  readonly model: LanguageModel;
  /** What it is told about its part, markdown: the role's own prompt or one that a person wrote. */
  readonly prompt: string;
  /** Votes are counted with it; above 0. */
  readonly weight: number;
  /** False: it judges what it is given. A model without the ability never gets tools. */
  readonly tools: boolean;
}

export type Vote = 'yes' | 'no' | 'unsure';

export type BranchSays = 'applies' | 'conflicts' | 'there' | 'missing' | 'affected' | 'unaffected';

/** What a claim rests on, as a member wrote it: nothing here is true before it was checked. */
export type RawCitation =
  /** A fact by its number. */
  | { readonly kind: 'fact'; readonly number: number; readonly quote: string | undefined }
  /** A commit by its id, at least 7 hex digits, with the subject the member thinks it has. */
  | { readonly kind: 'commit'; readonly id: string; readonly subject: string | undefined }
  /** A line of a file as of a revision; undefined revision: after the commit that is judged. */
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly line: number;
      readonly revision: string | undefined;
      readonly quote: string | undefined;
    }
  /** What the commit is or does on a stable branch. */
  | { readonly kind: 'branch'; readonly branch: string; readonly says: BranchSays }
  /** The first release that has the commit, or the fault that it mends. */
  | { readonly kind: 'version'; readonly version: string; readonly of: 'commit' | 'fault' }
  /** Words of the commit's message or patch. */
  | { readonly kind: 'quote'; readonly of: 'message' | 'patch'; readonly quote: string };

/** One statement of a member with what it rests on. */
export interface RawClaim {
  readonly text: string;
  /** What it speaks for. */
  readonly weighs: 'for' | 'against' | 'neutral';
  readonly citations: readonly RawCitation[];
}

export type BranchAdviceKind = 'take' | 'adapt' | 'leave' | 'unsure';

export interface RawBranchAdvice {
  readonly branch: string;
  readonly advice: BranchAdviceKind;
  readonly why: string;
}

/** What a member answered, in the form that was asked for; unverified. */
export interface RawJudgement {
  readonly vote: Vote;
  /** From 0 (a guess) to 1 (sure) in steps of a tenth. */
  readonly confidence: number;
  /** One or two sentences for people. */
  readonly summary: string;
  readonly branches: readonly RawBranchAdvice[];
  readonly claims: readonly RawClaim[];
  readonly concerns: readonly string[];
  /** What the member could not look at. */
  readonly unverified: readonly string[];
}

/**
 * Why a member gave no judgement; never counted as a no. `malformed`: twice no answer in the form; `unsettled`: free text in which no
 * one decision could be found; `budget`: it was not asked, or not to the end, for lack of money; `loop`: it only called tools.
 */
export type SilenceKind =
  | 'malformed'
  | 'unsettled'
  | 'refused'
  | 'empty'
  | 'unavailable'
  | 'denied'
  | 'too long'
  | 'budget'
  | 'loop';

/** How one tool call of a member went. */
export interface ToolUse {
  readonly tool: string;
  /** The input as JSON, at most 500 characters. */
  readonly input: string;
  /** The number of the fact that came of it; undefined when the call was refused. */
  readonly fact: number | undefined;
  /** Why it was refused: the teaching message. */
  readonly refused: string | undefined;
}

/** One question to one member and what came of it: a finished step, never asked again. */
export type MemberAnswer = {
  readonly member: string;
  readonly role: Role;
  /** See LanguageModel.label. */
  readonly model: string;
  readonly round: 'first' | 'refute' | 'referee';
  /** Facts that its tools found, numbered on from those of the dossier. */
  readonly facts: readonly NumberedFact[];
  readonly toolUses: readonly ToolUse[];
  /** All questions of this step together. */
  readonly spent: SpentSum;
} & (
  | { readonly kind: 'judged'; readonly rawJudgement: RawJudgement }
  | { readonly kind: 'refuted'; readonly rawRefutations: readonly RawRefutation[] }
  | { readonly kind: 'silent'; readonly silence: SilenceKind; readonly why: string }
);

/** What several questions took together. */
export interface SpentSum extends Pick<Spent, 'microUsd' | 'ms' | 'attempts'> {
  readonly questions: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What a member says about an open claim of another member. */
export interface RawRefutation {
  /** Name of the claim: `member/index`. */
  readonly claim: string;
  readonly verdict: 'stands' | 'refuted' | 'unsure';
  readonly why: string;
  readonly citations: readonly RawCitation[];
}

/**
 * What a program found about a claim. `held`: at least one citation was checked and every checked one is right. `false`: one is wrong.
 * `open`: nothing in it can be checked by program. `uncited`: it names nothing.
 */
export type ClaimState = 'held' | 'false' | 'open' | 'uncited';

/** One thing that was looked up. */
export interface Check {
  /** What was checked, e.g. `commit 1a2b3c4d5e6f`. */
  readonly what: string;
  readonly result: 'right' | 'wrong' | 'unknown';
  /** One sentence: what is there instead, or why it could not be told. */
  readonly why: string;
  /** The command or place that shows it. */
  readonly source: string;
}

export interface CheckedClaim {
  /** `member/index`, index from 1. */
  readonly name: string;
  readonly claim: RawClaim;
  readonly state: ClaimState;
  readonly checks: readonly Check[];
  /** Members that refuted it, with citations that held. */
  readonly refutedBy: readonly string[];
}

/** One member's judgement after the checks. */
export interface CheckedJudgement {
  readonly member: string;
  readonly role: Role;
  readonly weight: number;
  readonly model: string;
  readonly vote: Vote;
  readonly confidence: number;
  readonly summary: string;
  readonly claims: readonly CheckedClaim[];
  readonly branches: readonly (RawBranchAdvice & { readonly check: Check | undefined })[];
  readonly concerns: readonly string[];
  readonly unverified: readonly string[];
  /** Checks of the summary, concerns and reasons, which cite nothing but may name ids, versions or numbers. */
  readonly textChecks: readonly Check[];
}

export interface SilentMember {
  readonly member: string;
  readonly role: Role;
  readonly model: string;
  readonly silence: SilenceKind;
  readonly why: string;
}

/** Why nobody can say yes or no. */
export type UnsettledCode =
  /** Too few members answered. */
  | 'quorum'
  | 'tie'
  | 'unsure'
  /** A yes whose claims did not hold. */
  | 'unproven'
  | 'budget'
  | 'unread';

/** What the panel says about one commit. */
export interface Verdict {
  readonly sha: Sha;
  readonly verdict: 'yes' | 'no' | 'unsettled';
  readonly code: UnsettledCode | undefined;
  /** One sentence with the counts that it rests on. */
  readonly why: string;
  readonly judgements: readonly CheckedJudgement[];
  readonly silent: readonly SilentMember[];
  readonly referee: CheckedJudgement | undefined;
  /** The share of weight that says yes among those who voted; undefined when nobody did. */
  readonly yesShare: number | undefined;
  /** What triage said before anybody was asked. */
  readonly triage: number | undefined;
  /** Both together; undefined until enough decisions are known to learn it from. */
  readonly probability: number | undefined;
  /** Places in the commit, a file or a mail that read like orders to a model. */
  readonly warnings: readonly string[];
  readonly spent: SpentSum;
}

/** The rules of {@link Verdict}; a stored run can be decided again under others. */
export interface Policy {
  /** Members that must have voted (unsure counts as answering, not as a vote); default 2, or 1 for a panel of one. */
  readonly quorum: number;
  /** Share of weight that must say yes, above .5; default .5: more than half. */
  readonly majority: number;
  /** Claims of those who say yes that must have held; default 1. */
  readonly heldClaims: number;
  /** A member more of whose checked claims are false than this share is not counted; default .5. */
  readonly falseShare: number;
}

/** One part of what a member is given. */
export interface DossierPart {
  readonly kind: 'commit' | 'patch' | 'facts' | 'branches' | 'precedents' | 'guidance' | 'documentation' | 'mail';
  readonly title: string;
  readonly text: string;
  /** Estimated. */
  readonly tokens: number;
}

/** What every member is given about one commit. */
export interface Dossier {
  readonly sha: Sha;
  readonly subject: string;
  readonly message: string;
  /** The patch as text, whole: what is shown of it is in `parts`. */
  readonly patch: string;
  readonly branches: readonly string[];
  readonly facts: readonly NumberedFact[];
  readonly parts: readonly DossierPart[];
  /** One line for each thing that was cut, with how much. */
  readonly cut: readonly string[];
  readonly warnings: readonly string[];
  readonly triage: number | undefined;
}
