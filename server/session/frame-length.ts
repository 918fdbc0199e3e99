/**
 * server/session - how long a frame is: the longer the more sessions run, so that each text costs the fewer writes the more there are. Where so many run that
 * the server itself keeps text waiting, it is shorter again: what a reader gets stays younger than 60 ms.
 */

/** How much longer frames are at how many sessions, as a share. */
const STRETCHES = [
  {running: 0, share: 0},
  {running: 100, share: 0.52},
  {running: 300, share: 0.36},
] as const;

/**
 * The shortest time between two frames of text, in milliseconds.
 * @param frameMs - With few sessions.
 * @param running - Sessions that run now.
 */
export const frameLength = (frameMs: number, running: number): number => Math.round(frameMs * (1 + stretchAt(running)));

/** Between two of the numbers it changes evenly, and not any more after the last. */
function stretchAt(running: number): number {
  const [none, most, last] = STRETCHES;
  const [from, to] = running < most.running ? [none, most] : [most, last];
  return from.share + (to.share - from.share) * Math.min(1, (running - from.running) / (to.running - from.running));
}
