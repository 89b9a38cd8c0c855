import type { Sha } from '../../git/index.ts';
import type { ReplyMemory } from '../../models/index.ts';

/** A long work that asks models. The same request to the same panel about the same history has the same id. */
export interface RunRecord {
  /** 12 hex digits of the hash of everything that decides about the answers. */
  readonly id: string;
  readonly question: 'select' | 'ask' | 'cve';
  /** Seconds since 1970. */
  readonly startedAt: number;
  /** When the latest call came to its end; undefined while it works, and when it was stopped. */
  readonly finishedAt: number | undefined;
  /** What was asked, for people and for a replay; JSON. */
  readonly request: unknown;
  /** Commits that the run is about. */
  readonly commits: number;
  /** Commits that the latest call was done with at its end; undefined without an end, and where nobody counted. */
  readonly done: number | undefined;
}

/** A call that came to its end. */
export interface CallEnd {
  /** Seconds since 1970. */
  readonly at: number;
  /** Commits that nobody has to be asked about again. */
  readonly done: number;
}

/** Kinds of finished work on one commit, in their order. */
export type StepKind = 'dossier' | 'answer' | 'check' | 'verdict';

/** Something that was finished and is not done again. Steps are only ever added. */
export interface Step {
  readonly run: string;
  readonly sha: Sha;
  readonly kind: StepKind;
  /** Name of the member with its round, e.g. `analyst first`; '' for a step of the whole panel. */
  readonly member: string;
  /** Hash of all that went in: commit, question, dossier, prompt, model. */
  readonly key: string;
  /** JSON. */
  readonly body: unknown;
}

/** Where runs are kept. Any number of readers; one writer, see `acquire`. */
export interface StepStore {
  /** Begins a call of the run: one that is there already is open again, and its start stays. */
  beginCall(run: Omit<RunRecord, 'finishedAt' | 'done'>): Promise<void>;
  endCall(id: string, end: CallEnd): Promise<void>;
  /** Undefined when there is no such run. */
  loadRun(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  listRuns(): Promise<readonly RunRecord[]>;
  /** Has written when it returns; a step that the run has already is left as it is, but a verdict is the latest again. */
  saveStep(step: Step): Promise<void>;
  /** What the run finished with these inputs. */
  loadStep(run: string, key: string): Promise<Step | undefined>;
  /** What any run finished with these inputs, newest first. */
  findStep(key: string): Promise<Step | undefined>;
  /** In the order in which they were finished. */
  loadSteps(run: string, kind?: StepKind): AsyncIterable<Step>;
  /** The verdicts of the run's latest call, in the order in which they were reached; of all its calls where nobody counted. */
  loadLatest(run: string): AsyncIterable<Step>;
  /** Replies of models by the hash of the question. */
  readonly replies: ReplyMemory;
  close(): Promise<void>;
}
