import { CATEGORIES } from './model.ts';

/** Colors and fonts. Each kind of element has its own class, so a page that shows the picture inline can restyle it. */
export const STYLE = `
  .mesh { --bg: #ffffff; --card: #f6f8fa; --line: #d0d7de; --ink: #1f2328; --soft: #59636e;
    --command: #0969da; --event: #1a7f37; --intent: #8250df; --other: #59636e;
    --orchestrator: #bc4c00; --effect: #0969da; --compute: #1a7f37; --reducer: #8250df;
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
  @media (prefers-color-scheme: dark) {
    .mesh { --bg: #0d1117; --card: #161b22; --line: #3d444d; --ink: #f0f6fc; --soft: #9198a1;
      --command: #58a6ff; --event: #3fb950; --intent: #bc8cff; --other: #9198a1;
      --orchestrator: #f0883e; --effect: #58a6ff; --compute: #3fb950; --reducer: #bc8cff; }
  }
  .background { fill: var(--bg); stroke: var(--line); }
  .card { fill: var(--card); stroke: var(--line); }
  .name { fill: var(--ink); font-size: 15px; font-weight: 600; }
  .kind { font-size: 11px; font-weight: 600; }
  .operation, .topic { fill: var(--ink); font-size: 12px; }
  .operation { fill: var(--soft); }
  .topics { fill: var(--bg); stroke-width: 1.25; }
  .link { fill: none; stroke-width: 1.5; }
  .label { fill: var(--soft); font-size: 11px; }
${CATEGORIES.map(
  (name) =>
    `  .link.${name}, .topics.${name} { stroke: var(--${name}); }\n  .arrow.${name} { fill: var(--${name}); }\n`,
).join('')}${['orchestrator', 'effect', 'compute', 'reducer']
  .map((name) => `  .kind.${name}, .bar.${name} { fill: var(--${name}); }\n`)
  .join('')}`;
