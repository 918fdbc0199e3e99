/** server/models - joins the model servers that are on into one directory. */
import type {ModelDirectory} from './model-directory.ts';
import type {ModelInfo, ModelProvider} from './model-provider.ts';

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
}

/** A directory that can ask its server again what it serves. */
export interface RefreshableDirectory extends ModelDirectory {
  /** Asks the server for its models where none were named. @throws UpstreamError - When it can't tell; what was known stays. */
  refresh(): Promise<void>;
}

/** Makes the directory. Until the first {@link RefreshableDirectory.refresh} it knows the named models and the fallback. */
export function buildDirectory({fallback, server, named: names, synthesizer}: DirectoryParts): RefreshableDirectory {
  const named = [...new Set(names)];
  const ofFallback: ModelInfo = {id: fallback.id, ownedBy: 'llm-window'};
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
      return id === synthesizer || served.some((model) => model.id === id) ? server : undefined;
    },
    async refresh() {
      if (server && named.length === 0) served = (await server.list()).filter(({id}) => id !== fallback.id);
    },
  };
}
