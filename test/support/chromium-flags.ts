/** How a Chromium for tests is started: alone with itself, and with no more around the page than the window in which Godwit is opened (`--app`) has. */

/**
 * Of a list given twice the last counts, so this repeats what Playwright leaves out (1.65.1, 2026-11-21). The first two are the list below the address bar, a page of
 * its own that costs half a second of processor time at every start (Chromium 156): a window without an address bar has none, as `ps` shows.
 */
const WITHOUT = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
];

export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--disable-features=${WITHOUT.join(',')}`,
];
