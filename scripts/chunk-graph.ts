/** scripts - which of the built scripts a page needs when. */
import type {Chunk} from './join-chunks.ts';

/** When a script is needed: before the first question, with an ordinary answer, or only for what few answers or pages have. */
export type Need = 'first' | 'answer' | 'extra';

/** What is fetched before the first question. */
export const core = 'client/elements/define-elements.ts';
/** What is fetched when it is asked. */
const answering = 'client/answering.ts';

/** The scripts of one build, by their paths below its folder. */
export class ChunkGraph {
  readonly #chunks: ReadonlyMap<string, Chunk>;

  constructor(chunks: readonly Chunk[]) {
    this.#chunks = new Map(chunks.map((chunk) => [chunk.path, chunk]));
  }

  /** Fails where a script that is fetched later imports another that is: it could not be asked for again when that one fails. */
  expectWhole(): void {
    const first = this.#withImports(core);
    for (const {path, imports} of this.#chunks.values()) {
      const other = imports.find((imported) => !first.has(imported));
      if (other !== undefined) throw new Error(`${path} imports ${other}, which the core does not: name what they share in scripts/copy-modules.ts`);
    }
  }

  needOf(path: string): Need {
    if (this.#withImports(core).has(path)) return 'first';
    return this.#withImports(answering).has(path) ? 'answer' : 'extra';
  }

  /** The script that a source file begins. */
  pathOf(source: string): string {
    const found = [...this.#chunks.values()].find((chunk) => chunk.source === source);
    if (!found) throw new Error(`Nothing was built from ${source}`);
    return found.path;
  }

  /** It, and all that it imports at once. */
  #withImports(source: string): ReadonlySet<string> {
    const found = new Set<string>();
    const add = (path: string): void => {
      if (found.has(path)) return;
      found.add(path);
      this.#chunks.get(path)?.imports.forEach(add);
    };
    add(this.pathOf(source));
    return found;
  }
}
