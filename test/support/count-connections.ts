/** test/support - counts every TCP connection that this process begins, whoever begins it. */
import {Socket} from 'node:net';

/** What was begun while counting. */
export interface ConnectionCount {
  /** `address:port` of each attempt. */
  readonly attempts: readonly string[];
  stop(): void;
}

/** Begins to count; call `stop` when done. */
export function countConnections(): ConnectionCount {
  const attempts: string[] = [];
  const original = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect');
  const connect: unknown = original?.value;
  if (typeof connect !== 'function') throw new TypeError('Socket has no connect');
  Object.defineProperty(Socket.prototype, 'connect', {
    ...original,
    value(this: Socket, ...args: unknown[]): unknown {
      this.on('connectionAttempt', (address: string, port: number) => attempts.push(`${address}:${port}`));
      return Reflect.apply(connect, this, args);
    },
  });
  return {
    attempts,
    stop: () => {
      if (original) Object.defineProperty(Socket.prototype, 'connect', original);
    },
  };
}
