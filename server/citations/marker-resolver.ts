/** server/citations - gives every citation in a text that is still being written its one form. */
import {GrowingText} from '../text/growing-text.ts';
import {CodeTracker} from './code-tracker.ts';
import {isRange, readMarker, writeMarker} from './marker.ts';

/** A marker that is not whole yet, and what of it was let out already. */
interface Candidate {
  readonly raw: string;
  /** What was let out for it. */
  readonly sent: string;
  /** How much of `raw` that stands for. */
  readonly consumed: number;
  /** Whether it is the first thing on its line. */
  readonly opensLine: boolean;
}

/** A whole marker, and the form that it takes. */
interface Marker {
  readonly raw: string;
  readonly form: string;
}

const nothing: Candidate = {raw: '', sent: '', consumed: 0, opensLine: false};
/** A number, and more than its end. */
const BEGUN_LIST = /^\[\d+(?=[^\d\]])/u;
const BRACKET = /[[【［]/gu;

/**
 * `[1, 2]`, `【1】`, `【1†source】`, `[^1]` and `[1-3]` become `[1]`, `[1][2]`, …; links, definitions, code and all other text stay as they are.
 * The text that comes out does not depend on how the text that goes in was cut. At most `MAX_MARKER_LENGTH` units wait, and only where a
 * marker may have begun; {@link release} lets them go when they have waited for long enough.
 *
 * Where a backtick may have opened a code span that never closes, markers stay as they are as well.
 */
export class MarkerResolver {
  readonly #known: ReadonlySet<number>;
  readonly #code = new CodeTracker();
  readonly #shown = new GrowingText();
  #candidate = nothing;

  /** @param known - The numbers that sources have: only those make a range a citation. */
  constructor(known: ReadonlySet<number>) {
    this.#known = known;
  }

  /** How much text waits, in UTF-16 units. */
  get held(): number {
    return this.#candidate.raw.length - this.#candidate.consumed;
  }

  /** All that was let out. */
  get text(): string {
    return this.#shown.text;
  }

  /** Takes the next piece and gives what may go out. */
  push(piece: string): string {
    return this.#resolve(this.#candidate.raw + piece, false);
  }

  /** Gives what has waited for long enough, in the form that it will likely take; a lone `^`, and what follows a first number, wait on. */
  release(): string {
    const {raw, sent, opensLine} = this.#candidate;
    if (raw === '') return '';
    if (readMarker(raw, true).kind === 'marker') {
      // A list that was begun to be shown is whole, and may be a link's text still.
      return sent !== '' && BEGUN_LIST.test(raw) ? '' : this.#resolve(raw, true);
    }
    const preview = previewOf(raw, opensLine);
    // What was shown before stays.
    if (!preview.sent.startsWith(sent)) return '';
    this.#candidate = {raw, opensLine, ...preview};
    return this.#letOut(preview.sent.slice(sent.length));
  }

  /** Gives the rest. */
  end(): string {
    return this.#resolve(this.#candidate.raw, true);
  }

  #resolve(text: string, ended: boolean): string {
    let pending = this.#candidate;
    this.#candidate = nothing;
    let out = '';
    let at = 0;
    while (at < text.length) {
      BRACKET.lastIndex = at;
      const bracket = BRACKET.exec(text)?.index ?? text.length;
      out += this.#letOut(text.slice(at, bracket));
      at = bracket;
      if (at === text.length) break;
      const opensLine = pending.raw === '' ? this.#code.atLineStart : pending.opensLine;
      const marker = this.#code.isText() ? this.#read(text.slice(at), opensLine, ended) : undefined;
      if (marker === 'open') {
        this.#candidate = {...pending, raw: text.slice(at), opensLine};
        break;
      }
      const {sent, consumed} = pending;
      pending = nothing;
      if (marker) {
        // What was let out decides which of its forms it can still take.
        const form = [marker.form, `[${marker.raw.slice(1, -1)}]`].find((candidate) => candidate.startsWith(sent));
        out += this.#letOut(form === undefined ? marker.raw.slice(consumed) : form.slice(sent.length));
        at += marker.raw.length;
      } else if (consumed > 0) at += consumed;
      else {
        out += this.#letOut(text[at] ?? '');
        at += 1;
      }
    }
    return out;
  }

  /** The marker that a text begins with; undefined when it begins with none. */
  #read(text: string, opensLine: boolean, ended: boolean): Marker | 'open' | undefined {
    const read = readMarker(text, ended);
    if (read.kind !== 'marker') return read.kind === 'open' ? 'open' : undefined;
    const {length, numbers} = read;
    const raw = text.slice(0, length);
    const form = writeMarker(numbers);
    if (form === raw || !this.#isCitation(raw, numbers)) return {raw, form: raw};
    if (raw.startsWith('[')) {
      const follows = text[length];
      if (follows === undefined && !ended) return 'open';
      // A link's text, or a footnote's definition.
      if (follows === '(' || (follows === ':' && opensLine)) return {raw, form: raw};
    }
    return {raw, form};
  }

  /** `[100, 200]` may be an interval and `[1-5]` a scale: such are taken for citations when they name sources. */
  #isCitation(raw: string, numbers: readonly number[]): boolean {
    if (isRange(raw)) return numbers.length > 0 && numbers.every((n) => this.#known.has(n));
    return numbers.length === 1 || !raw.startsWith('[') || numbers.some((n) => this.#known.has(n));
  }

  #letOut(part: string): string {
    if (part === '') return part;
    this.#code.advance(part);
    this.#shown.add(part);
    return part;
  }
}

/** What to show of a marker that is not whole: what it has in common with the form that it will likely take. */
function previewOf(raw: string, opensLine: boolean): Pick<Candidate, 'sent' | 'consumed'> {
  const whole = (sent: string) => ({sent, consumed: raw.length});
  if (raw.startsWith('[')) {
    // `[^1]: …` may follow at the beginning of a line; elsewhere a footnote is a citation.
    const [, number] = /^\[\^(\d*)$/u.exec(raw) ?? [];
    // After a number a list or a range may go on: `[1` is how it will begin in any case.
    const [begun] = BEGUN_LIST.exec(raw) ?? [];
    if (begun !== undefined) return {sent: begun, consumed: begun.length};
    if (number === undefined || opensLine) return whole(raw);
    return number === '' ? {sent: '[', consumed: 1} : whole(`[${number}`);
  }
  const [, number = '', rest = ''] = /^.(\d*)(?::\d*)?(.*)$/su.exec(raw) ?? [];
  if (rest.startsWith('†')) return {sent: `[${number}]`, consumed: raw.indexOf('†')};
  return rest === '' ? {sent: `[${number}`, consumed: 1 + number.length} : whole(`[${raw.slice(1)}`);
}
