import type { Markup } from './page/html.ts';
import { markup } from './page/html.ts';
import { renderPage } from './page/page.ts';
import { PAGE_STYLE } from './page/style.ts';
import { cardMarkup } from './report/card.ts';
import { filtersMarkup, headMarkup } from './report/head.ts';
import { matrixMarkup } from './report/matrix.ts';
import { laneId, LANES, LANE_TITLES } from './report/parts.ts';
import { REPORT_SCRIPT } from './report/script.ts';
import { REPORT_STYLE } from './report/style.ts';
import { tableMarkup } from './report/table.ts';
import type { Lane, Selection } from './types.ts';

const LANE_NOTES: Readonly<Record<Lane, string>> = {
  proposal: 'Nobody asked for these, but their score and the branches say that stable wants them. Most probable first.',
  'already there': 'Every branch that needs them has them.',
  'tagged for stable': 'Their authors asked for stable. They need no proposal; they are here so that none gets lost.',
  'opted out': 'Somebody asked that these be left alone: in the message, or in the list of paths or authors.',
  left: 'Too improbable, or no branch needs them.',
  unread: 'These could not be scored. They are not refused: look at them by hand.',
};

/** From so many proposals on, cards far from the window are laid out only when they come near. */
const MANY = 150;

/** The whole selection as one HTML file that needs no network and, but for filtering and sorting, no script. */
export function renderReport(selection: Selection): string {
  return renderPage({
    title: `AUTOSEL: ${selection.range}`,
    style: PAGE_STYLE + REPORT_STYLE,
    script: REPORT_SCRIPT,
    body: markup`<a class="skip" href="#${laneId('proposal')}">Skip to the proposals</a>
<div class="wrap">
${headMarkup(selection)}
${filtersMarkup(selection)}
<main class="${selection.counts.proposal > MANY ? 'many' : ''}">
${LANES.map((lane) => laneMarkup(selection, lane))}</main>
</div>`,
  });
}

function laneMarkup(selection: Selection, lane: Lane): Markup | undefined {
  const commits = selection.commits.filter((commit) => commit.lane === lane);
  if (commits.length === 0 && lane !== 'proposal') return markup`<span id="${laneId(lane)}"></span>`;
  const { onto } = selection;
  const title = markup`<h2 id="${laneId(lane)}-title">${LANE_TITLES[lane]} <span class="quiet">${commits.length.toLocaleString('en')}</span></h2>
<p class="quiet small">${commits.length === 0 ? 'No commit of this range reached the threshold.' : LANE_NOTES[lane]}</p>`;
  const table = (): Markup => tableMarkup(commits, { caption: LANE_TITLES[lane], onto, why: lane !== 'left' });
  const body =
    lane === 'proposal'
      ? markup`${matrixMarkup(commits, onto)}${commits.map((commit) => cardMarkup(commit, onto))}`
      : lane === 'left'
        ? markup`<details><summary>Show ${commits.length.toLocaleString('en')} ${commits.length === 1 ? 'commit' : 'commits'}</summary>${table()}</details>`
        : table();
  return markup`<section class="lane" id="${laneId(lane)}" aria-labelledby="${laneId(lane)}-title">${title}${body}</section>
`;
}
