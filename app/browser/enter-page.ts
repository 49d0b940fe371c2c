/** The page of whoever comes without the key of this start: what has happened, and what to do. */
import { createHash } from 'node:crypto';
import type { Headers } from '../content-policy.ts';

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#fff;color:#1d2320;font:15px/23px Inter,system-ui,sans-serif}
main{max-width:34rem;padding:32px}
h1{margin:0 0 12px;font-size:20px;line-height:26px;font-weight:600}
p,li{color:#565e59}
ul{padding-left:20px}
@media (prefers-color-scheme:dark){body{background:#181b1a;color:#e8ebe7}p,li{color:#a3aba5}}`;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Godwit: this address cannot be opened</title><style>${STYLE}</style></head>
<body><main>
<h1>This address does not open Godwit any more</h1>
<p>Godwit lets in only who shows the key of its latest start. Every address it prints holds such a key, and each one works once. Your mail and everything you did are kept.</p>
<ul>
<li>Godwit may be open in another window or another browser: use that one.</li>
<li>Was Godwit started again? Open the whole address that it printed last, the part after the question mark included.</li>
<li>Otherwise stop Godwit and start it again: it prints a new address.</li>
</ul>
</main></body>
</html>
`;

/** Nothing may run or load but this page's own style. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; sandbox`;

export const enterPage = (headers: Headers): { status: number; headers: Headers; content: string } => ({
  status: 403,
  headers: { ...headers, 'Content-Security-Policy': POLICY, 'Content-Type': 'text/html; charset=utf-8' },
  content: PAGE,
});
