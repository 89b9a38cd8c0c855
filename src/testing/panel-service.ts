import { createHash } from 'node:crypto';
import { JUDGEMENT_NAME } from '../panel/index.ts';
import { startFakeModelServer } from './model-server.ts';
import type { SeenQuestion } from './model-server.ts';
import type { Turn } from './model-server/turns.ts';

/** What a question of the panel is about, read from what the service got, whatever the protocol. */
export interface PanelQuestion {
  /** The same for the same question. */
  readonly hash: string;
  readonly sha: string;
  readonly subject: string;
  /** Of the member that asks, by its prompt; '' where a person wrote the prompt. */
  readonly role: string;
  readonly round: 'judgement' | 'refutation';
  /** Numbers of facts that tools found in this conversation. */
  readonly found: readonly number[];
  readonly mayCall: boolean;
  /** Labels of the claims of the other side. */
  readonly claims: readonly string[];
  /** Every text of the question. */
  readonly text: string;
}

/** Tallies of one service. */
export interface PanelService {
  readonly url: string;
  /** Hashes of the questions that came, in order. */
  readonly asked: readonly string[];
  /** How often a whole answer (no fault) was given to a question, by its hash. */
  readonly answered: ReadonlyMap<string, number>;
  /** Header lines and bodies that came, newest last; at most so many as were wished for. */
  readonly seen: readonly SeenQuestion[];
  close(): Promise<void>;
}

export type Respond = (question: PanelQuestion) => Turn | Promise<Turn>;

/** The fake services, with a member that says what `respond` returns. */
export async function startPanelService(respond: Respond, remembered = 1000): Promise<PanelService> {
  const asked: string[] = [];
  const answered = new Map<string, number>();
  const server = await startFakeModelServer({
    remembered,
    respond: async (seen) => {
      const question = readQuestion(seen);
      asked.push(question.hash);
      const turn = await respond(question);
      if (!('fault' in turn)) answered.set(question.hash, (answered.get(question.hash) ?? 0) + 1);
      return turn;
    },
  });
  return { url: server.url, asked, answered, seen: server.seen, close: () => server.close() };
}

function readQuestion({ path, body }: SeenQuestion): PanelQuestion {
  const text = textsOf(body).join('\n');
  const [, sha = '', subject = ''] = /^commit ([0-9a-f]{40})\nAuthor: .*\nDate: .*\n\n(.*)$/m.exec(text) ?? [];
  const raw = JSON.stringify(body);
  return {
    hash: createHash('sha256').update(`${path}\n${raw}`).digest('hex'),
    ...{ sha, subject, text },
    role: /^## Your part: (\w+)/m.exec(text)?.[1] ?? '',
    round: raw.includes('submit_refutations') ? 'refutation' : 'judgement',
    found: [...text.matchAll(/^\[(\d{3,})\] /gm)].map(([, number]) => Number(number)),
    mayCall: raw.includes('"show_commit"'),
    claims: [...text.matchAll(/^(C\d+) \((?:for|against|neutral);/gm)].map(([, label]) => label),
  };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

export interface Judged {
  readonly vote: string;
  readonly claims: readonly { readonly text: string; readonly weighs: string; readonly citations: readonly Cited[] }[];
  readonly summary?: string;
}

export interface Cited {
  readonly kind: 'fact' | 'commit' | 'line' | 'message' | 'patch';
  readonly at: string;
  readonly quote: string;
}

/** An answer in the form of a judgement. */
export const judged = ({ vote, claims, summary = 'A short summary.' }: Judged): Turn => ({
  say: '',
  calls: [
    {
      name: JUDGEMENT_NAME,
      input: { claims, concerns: [], unverified: [], branches: [], summary, confidence: '0.8', vote },
    },
  ],
});

/** An answer about the claims of the other side. */
export const letsStand = ({ claims }: PanelQuestion): Turn => ({
  say: '',
  calls: [
    {
      name: 'submit_refutations',
      input: { refutations: claims.map((claim) => ({ claim, why: 'It is so.', citations: [], verdict: 'stands' })) },
    },
  ],
});

export const calls = (name: string, input: unknown): Turn => ({ say: 'I look.', calls: [{ name, input }] });
