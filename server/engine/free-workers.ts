/** server/engine - lets worker threads have the young generation that they ask for. @see docs/decisions/0032-thrift.md */
import {setFlagsFromString} from 'node:v8';

/**
 * Takes back `--max-semi-space-size`, once this thread has its heap: the flag would go before the `resourceLimits` of each worker that is started later.
 * A server that was started without it stays as it is.
 */
export const freeWorkers = (): void => setFlagsFromString('--max-semi-space-size=0');
