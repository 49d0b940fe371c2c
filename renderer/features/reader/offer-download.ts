/** Where a saved file is. */

/** The browser host answers with an address of its own to fetch the file from, once; the desktop with the path it wrote. True if it was fetched. */
export function offerDownload(saved: string): boolean {
  if (!/^\/download\/[\w-]+$/u.test(saved)) return false;
  const link = document.createElement('a');
  link.href = saved;
  link.download = '';
  link.click();
  return true;
}
