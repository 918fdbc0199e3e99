/** client/elements - gives a link away: by the device's own sheet where it has one for fingers, else by the clipboard. */
import {copyText} from './copy-text.ts';

/** @returns What became of it; `left` when the sheet was shown and said the rest itself. */
export async function shareLink(url: string, title: string): Promise<'copied' | 'left' | 'failed'> {
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({title, url});
      return 'left';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'left';
    }
  }
  return (await copyText(url)) ? 'copied' : 'failed';
}
