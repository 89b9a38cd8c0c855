import { sayWord, type Catalogue, type SaidFinding, type SaidMessage } from '../../run/index.ts';
import { paintWith } from '../paint.ts';
import { plainText } from '../width.ts';

export interface MessageView {
  readonly colour: boolean;
  readonly voice: Catalogue;
}

/** One message with what a reviewer would say, what matters most first. */
export function renderCheckedMessage(said: SaidMessage, view: MessageView): string {
  const { voice, colour } = view;
  const paint = paintWith(colour);
  const { error, warning, advice } = said.counts;
  const counts = { errors: String(error), warnings: String(warning), advice: String(advice) };
  const sum = said.findings.length === 0 ? sayWord(voice, 'nothing') : sayWord(voice, 'summary', counts);
  const head = `${paint.id(plainText(said.name))} ${paint.strong(plainText(said.subject))}\n`;
  const skipped = said.skipped.map((why) => `${paint.faint(`${sayWord(voice, 'skipped')}: ${plainText(why)}`)}\n`);
  const by =
    said.translatedBy === undefined
      ? []
      : [`${paint.faint(sayWord(voice, 'translated', { model: plainText(said.translatedBy) }))}\n`];
  const findings = said.findings.map((finding, at) =>
    renderFinding(isSaidBefore(said.findings, at) ? { ...finding, better: undefined } : finding, view),
  );
  return [head, `${sum}\n`, ...findings, ...skipped, ...by].join('');
}

/** One better subject mends several faults: it is shown once. */
const isSaidBefore = (findings: readonly SaidFinding[], at: number): boolean =>
  findings.findIndex(({ better, line }) => better === findings[at].better && line === findings[at].line) < at;

function renderFinding(finding: SaidFinding, { voice, colour }: MessageView): string {
  const { severity, line, says, better, rule, oneOf } = finding;
  const paint = paintWith(colour);
  const kind = severity === 'error' ? paint.bad : severity === 'warning' ? paint.strong : paint.faint;
  const place = line === undefined ? '' : `, ${sayWord(voice, 'line', { line: String(line) })}`;
  const head = `\n  ${kind(`${sayWord(voice, severity)}${place}`)}: ${plainText(says)} ${paint.faint(`(${rule})`)}\n`;
  const list = (word: 'better' | 'oneOf', lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : `    ${sayWord(voice, word)}:\n${lines.map((text) => `      ${paint.good(plainText(text))}\n`).join('')}`;
  return `${head}${list('better', better?.split('\n') ?? [])}${list('oneOf', oneOf)}`;
}
