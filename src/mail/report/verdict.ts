import type { CheckedClaim, CheckedJudgement, Verdict } from '../../panel/index.ts';
import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';

/** What the panel says about one commit: votes, claims with what a program found about them, silence. Undefined where nobody was asked. */
export function verdictMarkup(verdict: Verdict | undefined): Markup | undefined {
  if (verdict === undefined) return undefined;
  const { judgements, referee, silent, warnings, why } = verdict;
  const all = [...judgements, ...(referee === undefined ? [] : [referee])];
  return markup`<h4>Panel <span class="quiet">(written by models, looked up by a program)</span></h4>
<p><b>${verdict.verdict}</b> <bdi>${clip(why, 500)}</bdi></p>
${warnings.length === 0 ? undefined : markup`<ul class="facts">${warnings.map((line) => markup`<li class="against"><span class="weigh">warning</span><bdi>${clip(line, 300)}</bdi></li>`)}</ul>`}
${all.map(judgementMarkup)}
${silent.length === 0 ? undefined : markup`<ul class="facts">${silent.map((member) => markup`<li class="neutral"><span class="weigh">silent</span><bdi>${clip(`${member.member}: ${member.silence}. ${member.why}`, 300)}</bdi></li>`)}</ul>`}`;
}

const judgementMarkup = ({ member, model, vote, confidence, summary, claims, concerns }: CheckedJudgement): Markup =>
  markup`<details><summary><b>${clip(member, 40)}</b> ${vote}, sure to ${confidence.toFixed(1)}: <bdi>${clip(summary, 300)}</bdi></summary>
<p class="quiet small">${clip(model, 120)}</p>
<ul class="facts">${claims.map(claimMarkup)}${concerns.map((concern) => markup`<li class="against"><span class="weigh">concern</span><bdi>${clip(concern, 400)}</bdi></li>`)}</ul></details>`;

const STYLES = { held: 'for', false: 'against', open: 'neutral', uncited: 'neutral' } as const;

function claimMarkup({ claim, state, checks, refutedBy }: CheckedClaim): Markup {
  const wrong = checks.filter(({ result }) => result === 'wrong');
  const refuted = refutedBy.length === 0 ? '' : `, refuted by ${refutedBy.join(', ')}`;
  return markup`<li class="${STYLES[state]}"><span class="weigh">${state}${refuted}</span><bdi>${clip(claim.text, 500)}</bdi>${wrong.map(
    ({ what, why, source }) =>
      markup`<br/><bdi>wrong: ${clip(`${what}: ${why}`, 300)}</bdi> <code class="cmd">${clip(source, 300)}</code>`,
  )}</li>`;
}
