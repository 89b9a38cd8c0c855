import type { MemberAnswer, PanelListener } from '../../run/index.ts';
import { fitText, plainText } from '../width.ts';
import { plural } from '../../plural.ts';

/** Columns of one line of somebody who is still speaking. */
const LINE = 160;

/**
 * What members do and say while they are asked, line by line, each with the member's name: several speak at once. Of an answer in a
 * form only its sentences are told. Nothing of it was looked up yet.
 */
export function tellVoices(tell: (line: string) => void): Required<PanelListener> {
  const speaking = new Map<string, Speech>();
  const say = (member: string, text: string): void => tell(fitText(`${plainText(member)} ${plainText(text)}`, LINE));
  const end = (member: string): void => {
    const rest = speaking.get(member)?.end() ?? [];
    speaking.delete(member);
    for (const line of rest) say(member, `says: ${line}`);
  };
  return {
    onText: (member, rawText) => {
      const speech = speaking.get(member) ?? makeSpeech();
      speaking.set(member, speech);
      for (const line of speech.hear(rawText)) say(member, `says: ${line}`);
    },
    onUse: (member, { tool, input, fact, refused }) => {
      end(member);
      say(member, `looks: ${tool} ${input} ${fact === undefined ? `refused: ${refused ?? ''}` : `-> fact ${fact}`}`);
    },
    onAnswer: (answer, kept) => {
      end(answer.member);
      say(answer.member, sayAnswer(answer, kept));
    },
  };
}

interface Speech {
  /** The lines that are whole now. */
  hear(text: string): readonly string[];
  /** What is left at the end. */
  end(): readonly string[];
}

/** Sentences of the forms that members fill in. */
const SENTENCE = /"(?:text|summary|why)"\s*:\s*("(?:[^"\\]|\\.)*")/g;

function makeSpeech(): Speech {
  let kept = '';
  const isForm = (): boolean => /^\s*(?:```\w*\s*)?\{/.test(kept);
  const takeSentences = (): readonly string[] => {
    const found = [...kept.matchAll(SENTENCE)];
    const last = found.at(-1);
    // The beginning stays, so that the rest is still known for a form.
    if (last !== undefined) kept = `{${kept.slice(last.index + last[0].length)}`;
    return found.map(([, text]) => readText(text)).filter((text) => text !== '');
  };
  const takeLines = (): readonly string[] => {
    const lines = kept.split('\n');
    kept = lines.pop() ?? '';
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
  return {
    hear: (text) => {
      kept += text;
      return isForm() ? takeSentences() : takeLines();
    },
    end: () => (isForm() || kept.trim() === '' ? [] : [kept.trim()]),
  };
}

function readText(quoted: string): string {
  try {
    return String(JSON.parse(quoted)).trim();
  } catch {
    return '';
  }
}

function sayAnswer(answer: MemberAnswer, kept: boolean): string {
  const { questions, inputTokens, outputTokens, microUsd } = answer.spent;
  const money = microUsd === undefined ? '' : `, ${(microUsd / 1e6).toFixed(4)} USD`;
  const took = `${plural(questions, 'question')}, ${plural(inputTokens + outputTokens, 'token')}${money}`;
  const round = answer.round === 'first' ? '' : ` (${answer.round === 'refute' ? 'on the other side' : 'referee'})`;
  return `${sayOutcome(answer)}${round}; ${kept ? `kept from before, nobody was asked now: it took ${took}` : took}`;
}

function sayOutcome(answer: MemberAnswer): string {
  if (answer.kind === 'silent') return `is silent, ${answer.silence}: ${answer.why}`;
  if (answer.kind === 'refuted') return `answered on ${plural(answer.rawRefutations.length, 'claim')}`;
  const { vote, confidence } = answer.rawJudgement;
  return `votes ${vote}, sure to ${confidence.toFixed(1)}`;
}
