/** A browser opens a file that is dropped on a page in the place of that page: here it would take the mail off the screen, and the letter that is being written. */
export function refuseFiles(): void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };
  addEventListener('dragover', refuse);
  addEventListener('drop', refuse);
}
