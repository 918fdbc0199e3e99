/** client/elements - which `:state()`s a window shows to the page's style sheets. */
import type {ConnectionState} from '../store/session-connection.ts';
import type {Phase} from '../store/turn.ts';

/** Every state there is. */
const windowStates = ['empty', 'streaming', 'reconnecting', 'done', 'stopped', 'error'] as const;
type WindowState = (typeof windowStates)[number];

const byPhase: Readonly<Record<Phase, WindowState>> = {empty: 'empty', running: 'streaming', stopping: 'streaming', done: 'done', stopped: 'stopped', failed: 'error'};

/** The states that hold now. */
export const statesOf = (phase: Phase, connection: ConnectionState | 'idle'): readonly WindowState[] => [
  byPhase[phase],
  ...(connection === 'reconnecting' || connection === 'offline' ? (['reconnecting'] as const) : []),
];

/** Makes these the only states of an element. */
export function showStates(states: CustomStateSet, shown: readonly WindowState[]): void {
  for (const name of windowStates) {
    if (states.has(name) === shown.includes(name)) continue; // a state that is set again has all styles computed again
    if (shown.includes(name)) states.add(name);
    else states.delete(name);
  }
}
