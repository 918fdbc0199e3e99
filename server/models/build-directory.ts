/** server/models - joins the model servers that are on into one directory. */
import {modelBreaker} from './model-breaker.ts';
import type {ModelDirectory} from './model-directory.ts';
import type {ModelInfo, ModelProvider} from './model-provider.ts';
import type {CircuitBreaker, CircuitState} from '../resilience/circuit-breaker.ts';

/** What the directory is made of. */
export interface DirectoryParts {
  /** Always there, asks nobody; answers when no other model can. */
  readonly fallback: {readonly id: string; readonly provider: ModelProvider};
  /** The model server, when there is one. */
  readonly server?: ModelProvider;
  /** Models that may be asked, in order; empty for all that the server lists. */
  readonly named: readonly string[];
  /** Who writes the synthesis; the first model when left out. */
  readonly synthesizer?: string;
  /** Who takes over when a model fails, in order; without `of`, from any. @defaultValue none */
  readonly fallbacks?: readonly FallbackModel[];
  /** When a model that keeps failing is left alone, and for how long. */
  readonly breaker?: {readonly failures: number; readonly openMs: number};
}

/** One model that takes over. */
export interface FallbackModel {
  /** From which model; from any when left out. */
  readonly of?: string;
  readonly to: string;
}

/** A directory that can ask its server again what it serves. */
export interface RefreshableDirectory extends ModelDirectory {
  /**
   * Asks the server for its models.
   * @returns Models that are in the settings and not on its list.
   * @throws UpstreamError - When it can't tell, and no models were named; what was known stays.
   */
  refresh(): Promise<readonly string[]>;
  /** Whether each known model is asked now, by id: one that keeps failing is left alone for a while. */
  readonly circuits: ReadonlyMap<string, CircuitState>;
}

/** Makes the directory. Until the first {@link RefreshableDirectory.refresh} it knows the named models and the fallback. */
export function buildDirectory({fallback, server, named: names, synthesizer, fallbacks = [], breaker}: DirectoryParts): RefreshableDirectory {
  const named = [...new Set(names)];
  const ofFallback: ModelInfo = {id: fallback.id, ownedBy: 'llm-window'};
  const breakers = new Map<string, CircuitBreaker>();
  const set = [...new Set([...names, ...(synthesizer === undefined ? [] : [synthesizer]), ...fallbacks.map(({to}) => to)])].filter((id) => id !== fallback.id);
  let served: readonly ModelInfo[] = named.filter((id) => id !== fallback.id).map((id) => ({id, ownedBy: server?.name ?? ''}));
  return {
    get models() {
      return [...served, ofFallback];
    },
    get defaults() {
      if (named.length > 0) return named;
      const [first] = served;
      return [first?.id ?? fallback.id];
    },
    get synthesizer() {
      return synthesizer ?? served[0]?.id;
    },
    fallback: fallback.id,
    find(id) {
      if (id === fallback.id) return fallback.provider;
      return set.includes(id) || served.some((model) => model.id === id) ? server : undefined;
    },
    fallbacksOf: (id) => {
      const others = fallbacks.filter(({of, to}) => (of === undefined || of === id) && to !== id);
      return [...new Set(others.toSorted((a, b) => Number(a.of === undefined) - Number(b.of === undefined)).map(({to}) => to))];
    },
    breaker(id) {
      const known = breakers.get(id) ?? modelBreaker(id, breaker);
      breakers.set(id, known);
      return known;
    },
    get circuits() {
      const known = [...served.map(({id}) => id), ...set, fallback.id];
      return new Map(known.map((id) => [id, breakers.get(id)?.state ?? 'closed']));
    },
    async refresh() {
      if (!server) return [];
      const listed = await server.list().catch((error: unknown) => {
        // Some servers list nothing; whoever named the models can do without.
        if (named.length === 0) throw error;
        return undefined;
      });
      if (!listed) return [];
      if (named.length === 0) served = listed.filter(({id}) => id !== fallback.id);
      return set.filter((id) => !listed.some((model) => model.id === id));
    },
  };
}
