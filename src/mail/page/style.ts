/** Colours, type and tables of every page. Contrast of each text colour on its ground is at least 4.5 : 1, light and dark. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --raised: #f5f6f8; --line: #d5dae1; --ink: #1a1f26; --quiet: #57606c;
  --accent: #0b5a9d; --accent-soft: #dcebf8; --good: #17683a; --good-soft: #ddf1e4;
  --warn: #7d5100; --warn-soft: #faedd0; --bad: #9c2626; --bad-soft: #fbe3e1;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11151a; --raised: #1a2028; --line: #313a45; --ink: #e4e8ee; --quiet: #a0abb8;
    --accent: #80bdf5; --accent-soft: #17324c; --good: #7fcf9f; --good-soft: #173525;
    --warn: #e5b95f; --warn-soft: #3a2d10; --bad: #f19a94; --bad-soft: #431f1e;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -0.015em; margin: 2.2rem 0 0.4rem; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -0.01em; margin: 3rem 0 0.4rem; font-weight: 650; }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 0; font-weight: 600; }
h4 { font-size: 0.875rem; line-height: 1.4; margin: 1rem 0 0.25rem; font-weight: 600; }
p { margin: 0.4rem 0; max-width: 46rem; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px;
}
code, .mono { font-family: var(--mono); font-size: 0.875em; }
.quiet { color: var(--quiet); }
.small { font-size: 0.875rem; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.4rem 0.8rem; z-index: 9; }
dl.meta { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.1rem; margin: 1rem 0; font-size: 0.925rem; }
dl.meta dt { color: var(--quiet); }
dl.meta dd { margin: 0; }
.notice { border-left: 3px solid var(--warn); padding: 0.1rem 0 0.1rem 0.9rem; color: var(--quiet); font-size: 0.925rem; }
.scroll { position: relative; overflow-x: auto; margin: 0.8rem 0; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { overflow-wrap: break-word; text-align: left; vertical-align: top; padding: 0.4rem 0.7rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-weight: 600; background: var(--raised); white-space: nowrap; overflow-wrap: normal; }
tbody th { font-weight: 400; }
.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.nowrap { white-space: nowrap; overflow-wrap: normal; }
@media (max-width: 40rem) {
  .wrap { padding: 0 0.9rem 3rem; }
  dl.meta { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dl.meta dd { margin-bottom: 0.45rem; }
  th, td { padding: 0.4rem 0.55rem; }
}
@media print {
  :root {
    color-scheme: light; --paper: #fff; --raised: #f3f3f3; --line: #bbb; --ink: #000; --quiet: #444; --accent: #000;
    --good: #0d4f29; --warn: #5e3d00; --bad: #7d1a1a; --good-soft: #fff; --warn-soft: #fff; --bad-soft: #fff; --accent-soft: #fff;
  }
  @page { margin: 16mm 14mm; }
  html { font-size: 9pt; }
  .wrap { max-width: none; padding: 0; }
  .scroll { overflow: visible; border: 0; }
  .screen { display: none !important; }
  a { text-decoration: none; }
  thead { display: table-header-group; }
  tr, h2, h3, h4 { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}
`;
