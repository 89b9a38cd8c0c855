export const REPORT_STYLE = `
.lanes { display: flex; flex-wrap: wrap; gap: 0.5rem; list-style: none; padding: 0; margin: 1.4rem 0 0; }
.lanes a { display: flex; flex-direction: column; min-width: 7.2rem; padding: 0.55rem 0.85rem; border: 1px solid var(--line); border-radius: 6px; color: inherit; text-decoration: none; }
.lanes a:hover { border-color: var(--accent); }
.lanes b { font-size: 1.35rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.lanes span { color: var(--quiet); font-size: 0.85rem; white-space: nowrap; }
.lanes .first { border-color: var(--accent); background: var(--accent-soft); }
.lanes .first span { color: inherit; }
.filters { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 0.5rem 0.9rem; align-items: end; margin: 1.6rem -1.25rem 0; padding: 0.6rem 1.25rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.filters[hidden] { display: none; }
.filters label { display: flex; flex-direction: column; gap: 0.1rem; font-size: 0.8rem; color: var(--quiet); }
.filters .wide { flex: 1 1 14rem; }
.filters input, .filters select { font: inherit; font-size: 0.95rem; min-height: 2.2rem; padding: 0.2rem 0.5rem; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 5px; width: 100%; max-width: 100%; }
.filters output { font-size: 0.85rem; color: var(--quiet); min-width: 6.5rem; padding-bottom: 0.45rem; font-variant-numeric: tabular-nums; }
[hidden] { display: none !important; }
.matrix td, .matrix thead th:nth-child(n+3) { text-align: center; }
.matrix td, .matrix th { padding-block: 0.28rem; }
.matrix .num { text-align: right; }
.matrix tbody th, .list tbody th { overflow-wrap: anywhere; }
.matrix tbody th { min-width: 15rem; }
.matrix thead th:nth-child(2), .matrix tbody th { border-right: 1px solid var(--line); }
.matrix .mark { font-size: 1.15em; }
.mark { font-family: var(--mono); font-weight: 700; }
.take { color: var(--good); } .adapt, .wait, .unknown { color: var(--warn); } .hold { color: var(--bad); } .there, .none { color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.2rem; font-size: 0.85rem; color: var(--quiet); margin: 0.5rem 0; }
.card { display: grid; grid-template-columns: 6.2rem minmax(0, 1fr); gap: 0 1.4rem; padding: 1.5rem 0 1.4rem; border-top: 1px solid var(--line); }
.many .card { content-visibility: auto; contain-intrinsic-size: auto 26rem; }
.card:target h3, tr:target th { background: var(--accent-soft); box-shadow: 0 0 0 0.25rem var(--accent-soft); }
.score b { display: block; font-size: 1.7rem; line-height: 1.1; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.score span { font-size: 0.78rem; color: var(--quiet); line-height: 1.3; display: block; }
.bar { display: block; width: 100%; height: 6px; margin: 0.4rem 0 0.35rem; border-radius: 3px; background: var(--line); overflow: hidden; }
.bar rect { fill: var(--accent); }
td .bar { width: 3.6rem; margin: 0.15rem 0 0 auto; height: 4px; }
.byline { color: var(--quiet); font-size: 0.875rem; margin: 0.2rem 0 0; display: flex; flex-wrap: wrap; gap: 0 1rem; max-width: none; }
.plus { color: var(--good); } .minus { color: var(--bad); }
.chips { display: flex; flex-wrap: wrap; gap: 0.35rem; margin: 0.7rem 0 0; padding: 0; list-style: none; }
.chip { display: inline-block; font-size: 0.82rem; line-height: 1.35; padding: 0.12rem 0.55rem; border-radius: 4px; border: 1px solid transparent; background: var(--raised); color: var(--quiet); }
.chip b { font-weight: 600; }
.chip.take { background: var(--good-soft); color: var(--good); } .chip.adapt, .chip.wait, .chip.unknown { background: var(--warn-soft); color: var(--warn); } .chip.hold { background: var(--bad-soft); color: var(--bad); }
.reasons, .facts { margin: 0; padding: 0; list-style: none; font-size: 0.925rem; max-width: 50rem; }
.reasons li { display: grid; grid-template-columns: 3.4rem minmax(0, 1fr); gap: 0.6rem; padding: 0.1rem 0; }
.reasons .num { font-family: var(--mono); font-size: 0.85em; line-height: 1.8; }
.up { color: var(--good); } .down { color: var(--bad); }
.facts li { padding: 0.3rem 0 0.3rem 0.9rem; border-left: 3px solid var(--line); margin: 0.35rem 0; }
.facts li.for { border-color: var(--good); } .facts li.against { border-color: var(--bad); }
.cmd { display: block; color: var(--quiet); font-size: 0.82rem; margin-top: 0.1rem; white-space: pre-wrap; user-select: all; -webkit-user-select: all; }
.weigh { font-size: 0.78rem; font-weight: 600; margin-right: 0.4em; }
.for .weigh { color: var(--good); } .against .weigh { color: var(--bad); } .neutral .weigh { color: var(--quiet); }
details { margin: 0.55rem 0 0; }
summary { cursor: pointer; font-size: 0.9rem; color: var(--accent); width: fit-content; padding: 0.15rem 0; }
.lane > details > summary { font-size: 0.95rem; }
.why { font-size: 0.85rem; color: var(--quiet); display: block; }
.list tbody th { min-width: 13rem; }
@media (max-width: 40rem) {
  .card { grid-template-columns: minmax(0, 1fr); }
  .score { display: grid; grid-template-columns: auto 1fr; align-items: center; column-gap: 0.8rem; margin-bottom: 0.5rem; }
  .score b { font-size: 1.3rem; } .score span { grid-column: 1 / -1; }
  .filters { position: static; margin: 1.4rem 0 0; padding: 0.6rem 0; }
  .filters label { flex: 1 1 40%; } .filters .wide { flex-basis: 100%; }
  .lanes { display: grid; grid-template-columns: 1fr 1fr; }
  .lanes a { min-width: 0; } .lanes span { white-space: normal; }
  .list thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .list, .list tbody, .list tr, .list th, .list td { display: block; border: 0; padding: 0; }
  .list tr { padding: 0.55rem 0.7rem; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 0.8rem; }
  .list tr[hidden] { display: none !important; }
  .list tbody th { min-width: 0; flex-basis: 100%; order: -1; }
  td .bar { display: none; }
  .matrix tbody th { min-width: 8.5rem; }
  .matrix td, .matrix th { padding-inline: 0.3rem; }
}
@media print {
  .card, .many .card { content-visibility: visible; display: block; padding: 1.1rem 0 0.8rem; }
  .score { display: flex; align-items: center; gap: 0.8rem; break-after: avoid; margin-bottom: 0.3rem; }
  .score b { font-size: 1.2rem; } .score .bar { width: 8rem; }
  .facts li, .reasons li { break-inside: avoid; }
  article details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: var(--ink); font-weight: 600; }
  .chip { border-color: var(--line); }
  .lanes a { padding: 0.3rem 0.6rem; min-width: 0; }
  .bar rect { fill: #444; }
}
`;
