/** client/elements - puts text on the clipboard, also where the page is not served securely and has no clipboard API. */

/** Returns whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const box = document.createElement('textarea');
  box.value = text;
  box.readOnly = true;
  box.style.setProperty('position', 'fixed');
  box.style.setProperty('opacity', '0');
  const focused = focusedIn(document);
  document.body.append(box);
  box.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
  const copied = document.execCommand('copy');
  box.remove();
  if (focused instanceof HTMLElement) focused.focus({preventScroll: true});
  return copied;
}

/** What has the focus, in whatever shadow: a host would give it to something else. */
function focusedIn(root: DocumentOrShadowRoot): Element | null {
  const {activeElement} = root;
  return activeElement?.shadowRoot?.activeElement ? focusedIn(activeElement.shadowRoot) : activeElement;
}
