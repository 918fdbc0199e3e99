/**
 * client/markdown/extras - a diagram in a frame of the answer server's. What draws it makes HTML and styles of text, which an embedding
 * page need not trust: the frame has an origin of its own, may load nothing and reach nobody, is sent the source and sends its size back.
 * Where it is blocked, fails or takes too long, the source stays what is shown.
 * @see docs/decisions/0024-markdown-extras.md
 */
import {type MarkdownWords} from '../markdown-words.ts';
import {adoptSheet} from './adopt-sheet.ts';

/** Longest wait for a drawing, in milliseconds. */
const patienceMs = 15_000;
/** Tallest frame, in pixels; a taller diagram scrolls in it. */
const tallest = 2_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .markdown .diagram iframe {
    display: block;
    inline-size: 100%;
    border: 0;
    color-scheme: inherit;
  }
  .markdown .diagram iframe.waiting {
    position: absolute;
    visibility: hidden;
  }
  .markdown .diagram.drawn:not(.with-source) pre {
    display: none;
  }
`);

/** Draws the source in a `figure.diagram` above it, and gives the figure a button that shows the source again. */
export function drawDiagram(figure: HTMLElement, url: string, words: MarkdownWords): void {
  const source = figure.querySelector('code')?.textContent ?? '';
  const frame = document.createElement('iframe');
  const {port1: ours, port2: theirs} = new MessageChannel();
  const end = (): void => {
    clearTimeout(timer);
    ours.close();
  };
  const giveUp = (): void => {
    end();
    frame.remove();
    figure.classList.remove('drawn');
    figure.querySelector('.diagram-source')?.remove();
  };
  const timer = setTimeout(giveUp, patienceMs);
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.referrerPolicy = 'no-referrer';
  frame.title = words.diagram;
  frame.part.add('diagram');
  frame.className = 'waiting';
  ours.onmessage = ({data}: MessageEvent<unknown>) => {
    end();
    const height = typeof data === 'object' && data && 'height' in data ? Number(data.height) : NaN;
    if (!(height > 0)) {
      giveUp();
      return;
    }
    frame.classList.remove('waiting');
    frame.style.setProperty('block-size', `${Math.min(height, tallest)}px`);
    figure.classList.add('drawn');
    figure.append(sourceButton(figure, words));
  };
  frame.addEventListener('load', () => {
    frame.addEventListener('load', giveUp); // it went elsewhere
    const {colorScheme} = getComputedStyle(figure);
    const isDark = !matchMedia('(forced-colors: active)').matches && /dark/.test(colorScheme) && (!/light/.test(colorScheme) || matchMedia('(prefers-color-scheme: dark)').matches);
    frame.contentWindow?.postMessage({source, isDark}, '*', [theirs]); // its origin is opaque: no other target names it
  }, {once: true});
  adoptSheet(figure, sheet);
  frame.src = url;
  figure.prepend(frame);
}

function sourceButton(figure: Element, words: MarkdownWords): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'diagram-source';
  button.textContent = words.diagramSource;
  button.ariaExpanded = 'false';
  button.addEventListener('click', () => {
    button.ariaExpanded = String(figure.classList.toggle('with-source'));
  });
  return button;
}
