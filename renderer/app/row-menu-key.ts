/** Opens the menu of the row where the keyboard stands, as a right click there would. */
export function openRowMenu(): void {
  const row = document.querySelector('[data-pane=list] [role=grid] [data-lead]');
  if (!row) return;
  row.scrollIntoView({ block: 'nearest' });
  const { left, right, top, bottom } = row.getBoundingClientRect();
  const isMirrored = document.documentElement.dir === 'rtl';
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: isMirrored ? right - 48 : left + 48, clientY: (top + bottom) / 2 }));
}
