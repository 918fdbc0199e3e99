/** client/markdown/slim - stands in for markdown-it's `Ruler`: rules by name, in order, and in the chains in which they end other blocks. */

interface Rule<Run> {
  readonly name: string;
  readonly run: Run;
  readonly chains: readonly string[];
}

interface RuleOptions {
  readonly alt?: readonly string[];
}

export class Ruler<Run> {
  readonly #rules: Rule<Run>[] = [];
  readonly #chains = new Map<string, readonly Run[]>();

  push(name: string, run: Run, options?: RuleOptions): void {
    this.#insert(this.#rules.length, name, run, options);
  }

  before(next: string, name: string, run: Run, options?: RuleOptions): void {
    this.#insert(
      this.#rules.findIndex((rule) => rule.name === next),
      name,
      run,
      options,
    );
  }

  /** Those that `parser.ts` has no use for, it has not got: whatever else is named here goes on. */
  disable(): void {}

  /** Those of a chain; of the one without a name, all. */
  getRules(chain: string): readonly Run[] {
    let found = this.#chains.get(chain);
    if (!found) this.#chains.set(chain, (found = this.#rules.filter(({chains}) => chain === '' || chains.includes(chain)).map(({run}) => run)));
    return found;
  }

  #insert(at: number, name: string, run: Run, {alt = []}: RuleOptions = {}): void {
    this.#rules.splice(at, 0, {name, run, chains: alt});
    this.#chains.clear();
  }
}
