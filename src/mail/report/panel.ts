import type { Markup } from '../page/html.ts';
import { clip, markup } from '../page/html.ts';
import { sayPanelCost, sayPanelCounts } from '../panel-words.ts';
import type { Selection } from '../types.ts';

/** How often the panel was asked and what it took; nothing where none was asked. */
export function panelMarkup(selection: Selection): Markup | undefined {
  const { panel } = selection;
  if (panel === undefined) return undefined;
  const rows = panel.members.map(
    ({ member, model, answers, silent, spent }) =>
      markup`<tr><th scope="row">${clip(member, 40)}</th><td>${clip(model, 80)}</td><td>${answers}</td><td>${silent}</td><td>${spent.questions}</td><td>${spent.inputTokens + spent.outputTokens}</td><td>${spent.microUsd === undefined ? '–' : (spent.microUsd / 1e6).toFixed(4)}</td></tr>`,
  );
  return markup`<dt>Panel</dt><dd>${sayPanelCounts(selection)}; ${sayPanelCost(panel)}; run <code>${clip(panel.run, 40)}</code>
<details><summary>What each member took</summary><table><thead><tr>${['Member', 'Model', 'Answers', 'Silent', 'Questions', 'Tokens', 'USD'].map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></details></dd>`;
}
