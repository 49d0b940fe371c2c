/** What the windows' session may not do: reach a network, get a permission or a device, download. */
import type { Session } from 'electron';
import { ORIGIN } from './shell.ts';

export type GuardedSession = Pick<Session, 'on' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler'
  | 'setCertificateVerifyProc' | 'setBluetoothPairingHandler' | 'setSpellCheckerEnabled' | 'setSpellCheckerDictionaryDownloadURL' | 'setProxy'> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Chromium's verify result for "fail". */
const REFUSE_CERTIFICATE = -2;

export async function guardSession(session: GuardedSession): Promise<void> {
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !staysInside(details.url) }));
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl, isMainFrame }) => callback(isGiven(permission, requestingUrl, isMainFrame)));
  session.setPermissionCheckHandler((_contents, permission, _origin, { requestingUrl, isMainFrame }) => isGiven(permission, requestingUrl, isMainFrame));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setCertificateVerifyProc((_request, callback) => callback(REFUSE_CERTIFICATE));
  session.on('will-download', (event) => event.preventDefault());
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  // Dictionaries would be fetched from a server of Google's.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL(`${ORIGIN}/no-dictionaries/`);
  // No proxy script is looked for in the local network.
  await session.setProxy({ mode: 'direct' });
}

/** What `navigator.clipboard.writeText` asks for, which Chromium lets through only in the moment of a click or a key: to copy an address. For our own page, not for a frame within it. */
const isGiven = (permission: string, requestingUrl: string | undefined, isMainFrame: boolean): boolean =>
  permission === 'clipboard-sanitized-write' && isMainFrame && (requestingUrl ?? '').startsWith(`${ORIGIN}/`);

/** Our own scheme, and what lives in memory only. */
export function staysInside(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`) || url.startsWith('data:') || url.startsWith(`blob:${ORIGIN}/`) || url === 'about:blank' || url === 'about:srcdoc';
}
