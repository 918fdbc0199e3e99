/** perf/report - charts as SVG text: lines over a linear or logarithmic axis, and bars. Colours are the page's variables, so that a chart follows its theme. */

/** One line. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A chart of lines. */
export interface LineChart {
  /** Read aloud in place of the picture. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** @defaultValue false */
  readonly logX?: boolean;
  /** @defaultValue false */
  readonly logY?: boolean;
  readonly series: readonly Series[];
}

/** One bar, with its share of the longest. */
export interface Bar {
  readonly name: string;
  readonly value: number;
}

const [WIDTH, HEIGHT] = [640, 300];
const EDGE = {left: 56, right: 16, top: 14, bottom: 44};
/** Names that always have the same colour; others take what is left, in turn. */
const COLOURS = ['llm-window', 'raw-pipe', 'ai-sdk', 'better-sse', 'res-write'];

/** Class of a series' colour. */
export const colourOf = (name: string, place: number): string => {
  const known = COLOURS.findIndex((prefix) => name.startsWith(prefix));
  return `c${(known >= 0 ? known : place) % 6}`;
};

/** Text that is safe in HTML and in attributes. */
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[character] ?? character);

/** Round steps that cover a range, at most seven. */
export function ticksOf(from: number, to: number, log: boolean): number[] {
  if (log) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) for (const step of [1, 2, 5]) ticks.push(step * 10 ** power);
    const inside = ticks.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
    return inside.length > 7 ? inside.filter((tick) => Number.isInteger(Math.log10(tick)) || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9) : inside;
  }
  const rough = (to - from) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? power * 10;
  const count = Math.floor((to - from) / step + 1e-9);
  return Array.from({length: count + 1}, (_, index) => Number((Math.ceil(from / step - 1e-9) * step + index * step).toPrecision(12))).filter((tick) => tick <= to + step * 1e-9);
}

/** A number as short as it may be. */
export const short = (value: number): string => (Math.abs(value) >= 10_000 ? `${Math.round(value / 1_000)}k` : Math.abs(value) >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100));

/** The picture and its legend. Nothing where there is no point to draw. */
export function lineChart({title, xLabel, yLabel, logX = false, logY = false, series}: LineChart): string {
  const drawn = series.map(({name, points}) => ({name, points: points.filter(([x, y]) => (!logX || x > 0) && (!logY || y > 0))})).filter(({points}) => points.length > 0);
  const all = drawn.flatMap(({points}) => points);
  if (all.length === 0) return '';
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = logY ? [Math.min(...ys), Math.max(...ys)] : [Math.min(0, ...ys), Math.max(...ys) || 1];
  const along = (value: number, from: number, to: number, log: boolean) => (log ? Math.log(value / from) / Math.log(to / from || Math.E) : (value - from) / (to - from || 1));
  const toX = (x: number) => EDGE.left + (x0 === x1 ? 0.5 : along(x, x0, x1, logX)) * (WIDTH - EDGE.left - EDGE.right);
  const toY = (y: number) => HEIGHT - EDGE.bottom - along(y, y0, y1, logY) * (HEIGHT - EDGE.top - EDGE.bottom);
  const at = (value: number) => value.toFixed(1);
  const xTicks = logX ? [...new Set(xs)].sort((a, b) => a - b) : ticksOf(x0, x1, false);
  const lines = [
    ...ticksOf(y0, y1, logY).map((tick) => `<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${at(toY(tick))}" y2="${at(toY(tick))}"/><text x="${EDGE.left - 6}" y="${at(toY(tick) + 4)}" text-anchor="end">${short(tick)}</text>`),
    ...xTicks.map((tick) => `<text x="${at(toX(tick))}" y="${HEIGHT - EDGE.bottom + 18}" text-anchor="middle">${short(tick)}</text>`),
    `<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    ...drawn.map(({name, points}, place) => {
      const dots = points.length <= 12 ? points.map(([x, y]) => `<circle cx="${at(toX(x))}" cy="${at(toY(y))}" r="3.5"><title>${escapeText(name)}: ${short(x)}, ${short(y)}</title></circle>`).join('') : '';
      return `<g class="${colourOf(name, place)}"><polyline points="${points.map(([x, y]) => `${at(toX(x))},${at(toY(y))}`).join(' ')}"/>${dots}</g>`;
    }),
  ];
  const legend = drawn.map(({name}, place) => `<li class="${colourOf(name, place)}">${escapeText(name)}</li>`).join('');
  return `<figure><figcaption>${escapeText(title)} <small>${escapeText(yLabel)}</small></figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(`${title}, ${yLabel}, over ${xLabel}`)}">${lines.join('')}</svg><ul class="legend">${legend}</ul></figure>`;
}

/** Bars as rows of a list, the value beside each. */
export function bars(title: string, unit: string, rows: readonly Bar[]): string {
  const most = Math.max(...rows.map(({value}) => value), Number.EPSILON);
  const items = rows.map(({name, value}) => `<tr><th scope="row">${escapeText(name)}</th><td class="bar"><span style="inline-size:${((100 * value) / most).toFixed(1)}%"></span></td><td>${short(value)} ${escapeText(unit)}</td></tr>`);
  return rows.length === 0 ? '' : `<figure><figcaption>${escapeText(title)}</figcaption><table class="bars">${items.join('')}</table></figure>`;
}
