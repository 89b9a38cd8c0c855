export const BACKTEST_STYLE = `
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1.2rem; margin: 1rem 0 0; }
.fit { max-width: 46rem; }
table.numbers thead th { white-space: normal; }
.why { display: block; font-size: 0.82rem; color: var(--quiet); }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 0.875rem; color: var(--quiet); margin-top: 0.2rem; }
figcaption b { color: var(--ink); font-weight: 600; }
.plot { display: block; width: 100%; height: auto; max-width: 24rem; }
.plot text { font: 11px var(--sans); fill: var(--quiet); font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .axis { stroke: var(--quiet); stroke-width: 1; }
.plot .chance { stroke: var(--quiet); stroke-width: 1.2; stroke-dasharray: 4 4; fill: none; }
.plot .curve { stroke: var(--accent); stroke-width: 2.2; fill: none; stroke-linejoin: round; }
.plot .area { fill: var(--accent-soft); }
.plot .dot { fill: var(--accent); stroke: var(--paper); stroke-width: 1; }
@media (max-width: 40rem) { table.numbers th, table.numbers td { padding-inline: 0.35rem; font-size: 0.82rem; } table.numbers .num { white-space: normal; } .numbers .why { display: none; } }
@media print { figure { break-inside: avoid; } .plots { grid-template-columns: repeat(3, 1fr); } }
`;
