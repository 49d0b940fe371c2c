/** The headers of everything a host serves to its own windows: one table for the browser host and the desktop shell. */

export const UI_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Virtual lists place rows by style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For the page that messages are written into. `origin` is where this application is served from, `http://127.0.0.1:4711` or `app://godwit`. */
export const messageFramePolicy = (origin: string): string => [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  // Remote images come only through the engine, which knows what the user allowed.
  `img-src data: blob: ${origin}/remote/`,
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  // No scripts, no forms, no popups, no navigation of the window; same origin so that the window can read its height.
  'sandbox allow-same-origin',
].join('; ');

/** For bytes that are not a page of ours: images from outside, downloads, errors. Nothing in them may run or load. */
const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

export const MESSAGE_FRAME = '/message-frame.html';

/**
 * Connection-Allowlist (WICG, in Chromium since 152): the only addresses that a page makes a connection to or looks up the name of. It holds for hints and
 * frames too, which Chromium looks up before the policy above is asked. What a page writes into a frame without an address of its own, as for printing, stands
 * under the page's list. Pages of a scheme of our own have none: what they ask for does not go through Chromium's network.
 */
function allowedConnections(path: string, origin: string): Headers {
  if (!origin.startsWith('http')) return {};
  return { 'Connection-Allowlist': path === MESSAGE_FRAME ? `("${origin}/remote/*")` : `("${origin}/*" "${origin.replace('http', 'ws')}/*")` };
}

const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-DNS-Prefetch-Control': 'off',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()',
} as const;

export type Headers = Record<string, string>;

/** Headers for a file of the application, by its path on the host. */
export function fileHeaders(path: string, origin: string): Headers {
  const html = path.endsWith('.html');
  return {
    ...COMMON,
    'Content-Security-Policy': path === MESSAGE_FRAME ? messageFramePolicy(origin) : UI_POLICY,
    ...(html && allowedConnections(path, origin)),
    // Names under assets/ carry a hash of their content; everything else keeps its name from version to version.
    'Cache-Control': html ? 'no-store' : path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Headers for everything else. */
export const inertHeaders = (): Headers => ({ ...COMMON, 'Content-Security-Policy': INERT_POLICY, 'Cache-Control': 'no-store' });

/** For a PDF in the viewer of the browser: its links and actions load nothing. No sandbox: the viewer does not run in one. */
const DOCUMENT_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export const documentHeaders = (): Headers => ({ ...COMMON, 'Content-Security-Policy': DOCUMENT_POLICY, 'Cache-Control': 'no-store', 'Content-Type': 'application/pdf' });

/** Raster images only: SVG is a document that can hold scripts. */
const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/x-icon', 'image/vnd.microsoft.icon']);

/** The bare media type if it is an image that may be shown, else undefined. */
export function imageType(type: string): string | undefined {
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return IMAGE_TYPES.has(bare) ? bare : undefined;
}
