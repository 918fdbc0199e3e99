/** server/http - where the frames of a stream leave us. */
import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {pipeline} from 'node:stream';
import {contentOf} from './http-chunk.ts';
import type {SseStream} from './sse-stream.ts';

/** Takes chunks in order. */
export interface FrameOutlet {
  /**
   * Sends a chunk.
   * @param onRoom - Called once there is room for more, unless there is now; never after a failure.
   * @returns Whether there is room for more now.
   */
  send(chunk: Buffer, onRoom: () => void): boolean;
  end(): void;
}

/**
 * Sends the response's head, and opens what takes its body. A body in chunks goes to the socket as it is: chunks are framed once for all readers, where
 * the response would frame them anew for each, in four writes. Other bodies (HTTP/1.0), and those whose turn on their connection has not come, go through the stream.
 */
export function openOutlet(response: ServerResponse, stream: SseStream): FrameOutlet {
  response.flushHeaders();
  return response.socket && response.chunkedEncoding ? overSocket(response, response.socket) : throughStream(response, stream);
}

const overSocket = (response: ServerResponse, socket: Socket): FrameOutlet => ({
  send(chunk, onRoom) {
    const hasRoom = socket.write(chunk);
    if (!hasRoom) socket.once('drain', onRoom);
    return hasRoom;
  },
  end: () => void response.end(),
});

function throughStream(response: ServerResponse, stream: SseStream): FrameOutlet {
  pipeline(stream, response, () => undefined); // whoever writes hears of the end from the response
  return {
    send(chunk, onRoom) {
      stream.write(contentOf(chunk), (error) => {
        if (!error) onRoom();
      });
      return false;
    },
    end: () => void stream.end(),
  };
}
