/** The stylesheet inside the message frame: our type and paper under whatever the message sets itself. */

export interface FrameColours { paper: string; ink: string; soft: string; line: string; accent: string; dark: boolean }

/** What messages with colours of their own are shown on, in every theme. */
export const WHITE_PAPER: FrameColours = { paper: '#ffffff', ink: '#1d2320', soft: '#565e59', line: '#e5e1da', accent: '#0e6766', dark: false };

export const frameStyle = (colours: FrameColours, padded: boolean): string => `
:root { color-scheme: ${colours.dark ? 'dark' : 'light'}; background: ${colours.paper}; }
html { overflow-x: auto; overflow-y: hidden; }
html.capped { overflow-y: auto; }
body { display: flow-root; margin: 0; padding: ${padded ? '16px' : '0'}; color: ${colours.ink}; background: ${colours.paper};
  font: 15px/23px 'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif; -webkit-font-smoothing: antialiased; overflow-wrap: break-word; }
h1 { font-size: 1.4em; line-height: 1.3; } h2 { font-size: 1.2em; line-height: 1.3; } h3, h4, h5, h6 { font-size: 1em; }
p { margin: 0 0 12px; } body > :last-child { margin-bottom: 0; }
table { max-width: 100%; }
td, th { word-break: break-word; }
img { max-width: 100%; }
img[src] { height: auto; }
img:not([src]) { display: inline-block; min-width: 16px; min-height: 16px; background: color-mix(in srgb, ${colours.ink} 6%, transparent); color: ${colours.soft}; font-size: 12px; line-height: 16px; }
[data-blocked] { display: inline-flex !important; align-items: center; justify-content: center; box-sizing: border-box; min-width: 24px; min-height: 24px; max-width: 100%; padding: 2px 6px; overflow: hidden; border-radius: 4px; background: color-mix(in srgb, ${colours.ink} 5%, transparent); box-shadow: inset 0 0 0 1px color-mix(in srgb, ${colours.ink} 10%, transparent); color: ${colours.soft}; font: 12px/16px 'Inter Variable', system-ui, sans-serif; text-align: center; text-decoration: none; }
[data-blocked][hidden] { display: none !important; }
[hidden] { display: none !important; }
pre, tt, code, kbd, samp { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace; font-size: 13px; }
pre { white-space: pre-wrap; }
blockquote { margin: 8px 0; padding: 0 0 0 12px; border-left: 2px solid ${colours.line}; }
hr { border: 0; border-top: 1px solid ${colours.line}; }
:where([data-href]) { color: ${colours.accent}; text-decoration: underline; text-underline-offset: 2px; }
[data-href] { cursor: pointer; }
[data-href]:focus-visible { outline: 2px solid ${colours.accent}; outline-offset: 2px; border-radius: 2px; }
::selection { background: color-mix(in srgb, ${colours.accent} 28%, transparent); }
@media print { html { overflow: visible; } }
`;
