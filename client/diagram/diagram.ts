/**
 * client/diagram - the page in a diagram's frame: is sent a Mermaid source, draws it, and sends back how tall it is, or that it could
 * not. It runs in an origin of its own under a policy that lets it load nothing but its two scripts.
 */

interface Mermaid {
  initialize(options: Readonly<Record<string, unknown>>): void;
  render(id: string, source: string): Promise<{readonly svg: string}>;
}

declare const mermaid: Mermaid;

addEventListener('message', ({data, source, ports: [port]}: MessageEvent<unknown>) => {
  if (source !== parent || !port || typeof data !== 'object' || !data || !('source' in data)) return;
  const isDark = 'isDark' in data && data.isDark === true;
  draw(String(data.source), isDark).then(
    (height) => port.postMessage({height}),
    () => port.postMessage({height: 0}),
  );
});

async function draw(source: string, isDark: boolean): Promise<number> {
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  mermaid.initialize({startOnLoad: false, securityLevel: 'strict', theme: isDark ? 'dark' : 'default', htmlLabels: false, flowchart: {htmlLabels: false}, fontFamily: 'system-ui, sans-serif', suppressErrorRendering: true});
  const {svg} = await mermaid.render('drawing', source);
  const drawing = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (!drawing) throw new Error('Cannot draw the diagram: Mermaid made no picture of it');
  document.body.replaceChildren(drawing);
  return Math.ceil(document.documentElement.getBoundingClientRect().height);
}
