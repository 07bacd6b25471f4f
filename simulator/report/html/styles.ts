/** How the report looks, in light and dark, on a desk and on a phone. The colours are those of the relay's own page. */
export const styles = `
:root { color-scheme: light dark; --paper: light-dark(#fff, #14181c); --ink: light-dark(#1f2937, #e5e7eb);
  --soft: light-dark(#5b6472, #9ca6b4); --line: light-dark(#e2e5ea, #2c333b); --panel: light-dark(#f7f8fa, #1b2127);
  --good: light-dark(#15703a, #4ade80); --bad: light-dark(#b91c1c, #f87171); --link: light-dark(#1264a3, #60a5fa) }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem } h2 { font-size: 1rem; margin: 0 0 .5rem }
p { margin: .25rem 0 } code { background: var(--panel); padding: .1rem .3rem; border-radius: 3px; overflow-wrap: anywhere }
a { color: var(--link) }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
.number { text-align: right; font-variant-numeric: tabular-nums } .scroll { overflow-x: auto }
.pass { color: var(--good) } .fail { color: var(--bad) } .none { color: var(--soft) }
.verdict { font-weight: 600 } .lead { font-size: 1.05rem; max-width: 46rem }
.run { margin: 2rem 0 0; padding-top: 1.5rem; border-top: 1px solid var(--line) } .run:first-of-type { border: 0; padding-top: 0; margin-top: 0 }
.told { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; margin: 1.25rem 0 }
.panel { border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; min-width: 0 }
.panel ol { list-style: none; margin: 0; padding: 0 } .panel li { padding: .4rem 0; border-top: 1px solid var(--line) } .panel li:first-child { border: 0 }
.panel li time { color: var(--soft); font-size: .85rem; display: block }
details { margin: .75rem 0 } summary { cursor: pointer; font-weight: 600 }
.failed { border-left: 3px solid var(--bad); padding-left: .75rem; margin: 1rem 0 }
.chart { margin: 1.25rem 0; display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .35rem .75rem; align-items: end }
.chart .name { font-size: .85rem } .chart .name b { display: block; font-variant-numeric: tabular-nums }
.chart .plot { position: relative; height: 44px; border-bottom: 1px solid var(--soft) } .chart svg { position: absolute; inset: 0; width: 100%; height: 100% }
.chart .mark { position: absolute; top: 0; bottom: 0; border-left: 2px dotted var(--mark) }
.chart .axis { position: relative; height: 1.4rem; grid-column: 2; font-size: .8rem; color: var(--soft) } .chart .axis span { position: absolute; transform: translateX(-50%); white-space: nowrap } .chart .axis span:first-child { transform: none } .chart .axis .last { transform: translateX(-100%) }
.marks { list-style: none; padding: 0; margin: 0 0 1.25rem; font-size: .85rem; columns: 2; column-gap: 2rem } .marks li { break-inside: avoid; padding-left: 1rem; position: relative }
.marks li::before { content: ''; position: absolute; left: 0; top: .2rem; bottom: .2rem; border-left: 2px dotted var(--mark) }
@media (max-width: 44rem) { .told { grid-template-columns: minmax(0, 1fr) } .chart { grid-template-columns: minmax(0, 1fr) } .chart .name { display: flex; justify-content: space-between } .chart .axis { grid-column: 1 } .marks { columns: 1 } .optional { display: none } }
.slack { --paper: light-dark(#fff, #1a1d21); --ink: light-dark(#1d1c1d, #d1d2d3); --soft: light-dark(#616061, #ababad); --line: light-dark(#dcdcdc, #3b3e42); --faint: light-dark(#f6f6f6, #222529); --link: light-dark(#1264a3, #4fb0ee); --code: light-dark(#c01343, #ef6b8f); --go: #007a5a; --stop: light-dark(#c01343, #ef6b8f) }
.slack .link { color: var(--link) } .slack .button { pointer-events: none }
`;
