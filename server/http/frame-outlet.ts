/** server/http - where the frames of a stream leave us. */
import type {ServerResponse} from 'node:http';
import {contentOf} from './http-chunk.ts';
import type {SseStream} from './sse-stream.ts';

/** Takes chunks in order. */
export interface FrameOutlet {
  /** @param onTaken - Called once it can take more, at once where that is now; never after a failure. */
  send(chunk: Buffer, onTaken: () => void): void;
}

/**
 * Sends the response's head, and opens what takes its body. A body in chunks goes to the socket as it is: chunks are framed once for all readers, where
 * the response would frame them anew for each, in four writes. Its end is the stream's, as before. Other bodies (HTTP/1.0), and those whose turn on their connection has not come, go through the stream.
 */
export function openOutlet(response: ServerResponse, stream: SseStream): FrameOutlet {
  response.flushHeaders();
  const {socket} = response;
  if (!socket || !response.chunkedEncoding) {
    return {
      send: (chunk, onTaken) =>
        void stream.write(contentOf(chunk), (error) => {
          if (!error) onTaken();
        }),
    };
  }
  return {
    send(chunk, onTaken) {
      if (stream.destroyed) return;
      if (socket.write(chunk)) onTaken();
      else socket.once('drain', onTaken);
    },
  };
}
