/** client/words - numbers, times, sizes, dates and plurals as a reader of one language writes them. */

/** How a language abbreviates units. */
export interface UnitSymbols {
  readonly ms: string;
  readonly s: string;
  readonly min: string;
  readonly B: string;
  readonly KB: string;
  readonly MB: string;
}

/** The forms of a noun by plural category; `#` stands for the number. Every language has `other`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}>;

const latin: UnitSymbols = {ms: 'ms', s: 's', min: 'min', B: 'B', KB: 'KB', MB: 'MB'};

/** Formats for one language. */
export class Numbers {
  readonly #whole: Intl.NumberFormat;
  readonly #short: Intl.NumberFormat;
  readonly #rules: Intl.PluralRules;
  readonly #dates: Intl.DateTimeFormat;
  readonly #lists: Intl.ListFormat;
  readonly #units: UnitSymbols;
  readonly #language: string;

  /** @param language - A BCP 47 tag. */
  constructor(language: string, units: Partial<UnitSymbols> = {}) {
    this.#whole = new Intl.NumberFormat(language);
    this.#short = new Intl.NumberFormat(language, {maximumSignificantDigits: 2});
    this.#rules = new Intl.PluralRules(language);
    this.#dates = new Intl.DateTimeFormat(language, {dateStyle: 'long', timeZone: 'UTC'});
    this.#lists = new Intl.ListFormat(language, {type: 'conjunction'});
    this.#units = {...latin, ...units};
    this.#language = language;
  }

  /** `1,240` */
  readonly count = (count: number): string => this.#whole.format(count);

  /** `1 page`, `1,240 pages` */
  readonly plural = (count: number, forms: Plural): string => (forms[this.#rules.select(count)] ?? forms.other).replace('#', this.count(count));

  /** `8 ms`, `0.34 s`, `12 s`, `2 min 5 s` */
  readonly ms = (ms: number): string => {
    const units = this.#units;
    if (ms < 100) return `${this.count(Math.round(ms))} ${units.ms}`;
    if (ms < 59_500) return `${this.#short.format(ms / 1_000)} ${units.s}`;
    const seconds = Math.round(ms / 1_000);
    return `${this.count(Math.floor(seconds / 60))} ${units.min} ${this.count(seconds % 60)} ${units.s}`;
  };

  /** `512 B`, `48 KB`, `1.2 MB`, in thousands */
  readonly bytes = (bytes: number): string => {
    const units = this.#units;
    if (bytes < 1_000) return `${this.count(bytes)} ${units.B}`;
    return bytes < 999_500 ? `${this.count(Math.round(bytes / 1_000))} ${units.KB}` : `${this.#short.format(bytes / 1_000_000)} ${units.MB}`;
  };

  /** `a`, `a and b`, `a, b, and c` */
  readonly list = (items: readonly string[]): string => this.#lists.format(items);

  /** `November 23, 2026` for an ISO 8601 date; what is none stays as it is: `3 days ago`. */
  readonly date = (date: string): string => {
    const time = /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(date) : NaN;
    return Number.isNaN(time) ? date : this.#dates.format(time);
  };

  /** `German` for `de`; nothing for what is no language. */
  readonly languageName = (tag = 'und'): string | undefined => {
    if (tag === 'und') return undefined;
    try {
      return new Intl.DisplayNames(this.#language, {type: 'language', fallback: 'code'}).of(tag);
    } catch {
      return undefined; // not a language tag: pages say what they like
    }
  };
}
