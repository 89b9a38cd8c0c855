import type { CheckedClaim, CheckedJudgement, Verdict } from '../panel/index.ts';
import { limitWords, plainText, wrapText } from './wrap.ts';

const CLAIMS = 3;
const WORDS = 45;

/** What each member of the panel said, by name and model, with what a program found about it; nothing where nobody was asked. */
export function panelLines(verdict: Verdict | undefined): string[] {
  if (verdict === undefined) return [];
  const { judgements, referee, silent, why, warnings } = verdict;
  const all = [...judgements, ...(referee === undefined ? [] : [referee])];
  return [
    'Panel (written by language models, looked up by a program):',
    ...wrapText(`${verdict.verdict}: ${plainText(why)}`, { lead: '  ' }),
    ...all.flatMap(memberLines),
    ...silent.flatMap(({ member, model, silence, why: reason }) =>
      wrapText(`${plainText(member)} (${plainText(model)}): no answer, ${silence}: ${plainText(reason)}`, {
        lead: '  * ',
      }),
    ),
    ...warnings.flatMap((warning) => wrapText(`Warning: ${plainText(warning)}`, { lead: '  * ' })),
  ];
}

function memberLines(judgement: CheckedJudgement): string[] {
  const { member, model, vote, confidence, claims, concerns } = judgement;
  const lies = judgement.textChecks.some(({ result }) => result === 'wrong');
  const summary = lies ? LEFT_OUT : limitWords(plainText(judgement.summary), WORDS);
  const said = `${plainText(member)} (${plainText(model)}): ${vote}, sure to ${confidence.toFixed(1)}. ${summary}`;
  const told = lies ? [] : concerns.slice(0, CLAIMS);
  return [
    ...wrapText(said, { lead: '  * ' }),
    ...claims.filter(holds).slice(0, CLAIMS).flatMap(claimLines),
    ...told.flatMap((concern) => wrapText(limitWords(concern, WORDS), { lead: '    concern: ' })),
  ];
}

/** Free text names no sources, so one wrong id or number in it is enough. */
const LEFT_OUT = '(What it wrote besides its claims is left out: something in it was wrong when it was looked up.)';

/** A claim that is wrong is never passed on. */
const holds = ({ state, refutedBy }: CheckedClaim): boolean => state === 'held' && refutedBy.length === 0;

const SIGNS = { for: '+', against: '-', neutral: ' ' } as const;

const claimLines = ({ claim, checks }: CheckedClaim): string[] => [
  ...wrapText(limitWords(claim.text, WORDS), { lead: `    ${SIGNS[claim.weighs]} ` }),
  ...[...new Set(checks.filter(({ result }) => result === 'right').map(({ source }) => plainText(source)))]
    .slice(0, 1)
    .map((source) => `      $ ${source}`),
];
