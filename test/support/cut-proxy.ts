/** test/support - a TCP proxy on loopback that can cut every connection: a network that fails in mid-answer. */
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import type {AddressInfo} from 'node:net';

/** A running proxy. */
export interface CutProxy extends AsyncDisposable {
  readonly url: string;
  /** Cuts every connection that is open now; later ones work. */
  cut(): void;
  /** Refuses connections, or takes them again. */
  refuse(refusing: boolean): void;
}

/** @param target - Where it leads. */
export async function startCutProxy(target: string): Promise<CutProxy> {
  const {hostname, port} = new URL(target);
  const sockets = new Set<Socket>();
  let refusing = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (refusing) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(port), hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    refuse(value) {
      refusing = value;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
