/**
 * perf/support - programs of the lab that run in a process of their own, so that what is measured shares no thread with what measures it. A program
 * reads its options, and says what it has to say as messages, the first of which answers the start.
 */
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';

/** A program that runs. */
export interface Apart<T> extends AsyncDisposable {
  /** What it said first. */
  readonly said: T;
  readonly pid: number;
  /** Asks it for something; resolves to its next message. */
  ask<A>(request: unknown): Promise<A>;
  end(): Promise<void>;
}

/** The environment variable with the options, as JSON: words of a command line would lose their quotes under clinic. */
const OPTIONS = 'PERF_OPTIONS';

/** Starts a program and resolves once it has said something; rejects when it ends without a word. */
export async function startApart<T>(file: string, options: object, env: NodeJS.ProcessEnv = {}): Promise<Apart<T>> {
  const {PATH, HOME} = process.env;
  const child = fork(file, [], {env: {PATH, HOME, [OPTIONS]: JSON.stringify(options), ...env}, serialization: 'advanced', execArgv: []});
  const closed = once(child, 'close');
  const said = await nextMessage<T>(child, file);
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await closed;
    }
  };
  return {
    said,
    pid: child.pid ?? 0,
    async ask<A>(request: unknown) {
      const answer = nextMessage<A>(child, file);
      child.send(request as object);
      return answer;
    },
    end,
    [Symbol.asyncDispose]: end,
  };
}

/** Runs a program that says one thing and ends. */
export async function runApart<T>(file: string, options: object): Promise<T> {
  await using program = await startApart<T>(file, options);
  return program.said;
}

/** In a program: its options. */
export const ownOptions = (): unknown => JSON.parse(process.env[OPTIONS] ?? '{}');

/** In a program: says something to who started it; printed where nobody did, as under clinic. Resolves once it is sent: a long message takes a while, and leaving cuts it off. */
export async function say(message: object): Promise<void> {
  if (process.send) await new Promise<void>((sent) => process.send?.(message, undefined, undefined, () => sent()));
  else console.log(JSON.stringify(message, null, 2));
}

async function nextMessage<T>(child: ChildProcess, file: string): Promise<T> {
  const left = new AbortController();
  // What it said last may still be on its way when it has ended.
  const ended = Promise.all([once(child, 'exit', {signal: left.signal}), once(child, 'disconnect', {signal: left.signal})]).then(([[code]]) => {
    throw new Error(`${file} ended with ${String(code)} before it answered`);
  });
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message', {signal: left.signal}), ended])) as [T];
  left.abort();
  return message;
}
