import { describe, expect, it } from 'vitest';
import type { SelectedCommit } from './types.ts';
import { answerOf } from '../testing/answers.ts';
import { findBrowser, showPage } from '../testing/browser.ts';
import { sketchSelection } from '../testing/selection.ts';
import { escapeText } from './page/html.ts';
import { renderReport } from './report.ts';
import { isWanted } from './wanted.ts';

const NASTY = `</script></style><img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>'"\`&\u202egnp.exe\u0007`;
const nastyWords = (n: number): string => (n % 3 === 0 ? `${NASTY}${'x'.repeat(10_000)}` : NASTY);

/** Every text of a commit is hostile. */
const poison = (commit: SelectedCommit, n: number): SelectedCommit => ({
  ...commit,
  subject: nastyWords(n),
  author: `${NASTY} <${NASTY}>`,
  why: NASTY,
  reasons: commit.reasons.map((reason) => ({ ...reason, says: NASTY })),
  facts: commit.facts.map((fact) => ({ ...fact, says: nastyWords(n), source: NASTY })),
  branches: commit.branches.map((answer) => ({ ...answer, why: NASTY })),
  precedents: commit.precedents.map((one) => ({ ...one, subject: NASTY, because: [NASTY], takenBy: [NASTY] })),
});
const lanes = { proposal: 8, 'already there': 3, 'tagged for stable': 3, 'opted out': 1, left: 30, unread: 1 };
const hostile = renderReport({
  ...sketchSelection({ lanes, change: poison, onto: ['linux-6.1.y', `"><b>${NASTY}`] }),
  range: NASTY,
  mainline: NASTY,
  thresholdWhy: NASTY,
});
const selection = sketchSelection({ lanes });

describe('report.html', () => {
  it('lets no text of a commit become markup or turn the direction of writing', () => {
    expect(hostile).not.toContain('<img');
    expect(hostile.match(/<script/g)).toHaveLength(1);
    expect(hostile.match(/<\/style>/g)).toHaveLength(1);
    expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(hostile).toContain('⟨U+202E⟩gnp.exe');
  });

  it('shows a subject of 10,000 letters by its beginning', () => {
    expect(Math.max(...(hostile.match(/x{50,}/g) ?? ['']).map((run) => run.length))).toBeLessThan(500);
    expect(hostile).toContain('characters)');
  });

  it('names its style and script by hash and fetches nothing', () => {
    const page = renderReport(selection);
    expect(page).toMatch(/style-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39;; script-src &#39;sha256-/);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/\b(src|href)="(?!#)/);
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/);
  });

  it('gives each commit one anchor, and each proposal a row and a card', () => {
    const page = renderReport(selection);
    for (const commit of selection.commits) expect(page.split(`id="c-${commit.sha.slice(0, 12)}"`)).toHaveLength(2);
    expect(page.match(/<article /g)).toHaveLength(8);
    expect(page.match(/data-twin/g)?.length).toBeGreaterThanOrEqual(8);
  });

  it('keeps apart of which proposals nobody can tell whether a branch needs them', () => {
    const change = (commit: SelectedCommit, n: number): SelectedCommit => ({
      ...commit,
      branches: [answerOf('a', n === 0 ? 'unknown' : 'take')],
    });
    const told = sketchSelection({ lanes: { proposal: 3 }, change, onto: ['a'] });
    const [sure, open] = renderReport(told).split('<section class="lane" id="lane-open"');
    const anchorsIn = (page: string | undefined) => page?.match(/<article [^>]*id="c-/g)?.length;
    expect([anchorsIn(sure), anchorsIn(open)]).toEqual([2, 1]);
    expect(open).toContain('nobody can tell whether a branch needs them');
    expect(renderReport({ ...told, commits: told.commits.filter(isWanted) })).not.toContain('lane-open');
  });

  it('is the same each time, and says so when nothing is proposed', () => {
    expect(renderReport(selection)).toBe(renderReport(sketchSelection({ lanes })));
    expect(renderReport(sketchSelection({ lanes: {} }))).toContain('No commit of this range reached the threshold.');
  });

  it('holds five thousand commits in few megabytes', () => {
    const page = renderReport(sketchSelection({ lanes: { proposal: 100, left: 4900 } }));
    expect(page.match(/data-lane="left"/g)).toHaveLength(4900);
    expect(page.length).toBeLessThan(4_000_000);
  });

  it('escapes what could end a text, an attribute or be unseen', () => {
    expect(escapeText(`<a b="c" d='e'>&\u200b\ud800`)).toBe(
      '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;⟨U+200B⟩\ufffd',
    );
  });
});

const browser = findBrowser();

describe.skipIf(browser === undefined)('report.html in a browser (skipped where no Chromium is installed)', () => {
  it('runs nothing of a hostile commit, complains about nothing and asks for nothing', async () => {
    const seen = await showPage(browser ?? '', hostile, { width: 1280 }, 'globalThis.hit');
    expect(seen).toMatchObject({ complaints: [], requests: [], value: undefined });
  });

  it.each([390, 1280])('does not scroll sideways at %i pixels', async (width) => {
    for (const page of [hostile, renderReport(selection)])
      expect((await showPage(browser ?? '', page, { width })).width).toBe(width);
  });

  it('filters by text and lane, and puts all back', async () => {
    const subject = JSON.stringify(selection.commits[0]?.sha.slice(0, 12));
    const seen = await showPage(
      browser ?? '',
      renderReport(selection),
      { width: 1280 },
      `(async () => {
        const form = document.getElementById('filters');
        const count = async (name, value) => {
          form.elements[name].value = value;
          form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
          await new Promise((resolve) => setTimeout(resolve, 200));
          return form.elements.shown.value;
        };
        return [form.hidden, form.elements.shown.value, await count('text', ${subject}), await count('text', ''), await count('lane', 'left')];
      })()`,
    );
    expect(seen.value).toEqual([false, '46 commits', '1 commit', '46 commits', '30 commits']);
    expect(seen.complaints).toEqual([]);
  });
});
