/** server/session - how long a frame is: the longer the more sessions run, so that each text costs the fewer writes the more there are. */

/** How much longer frames become, as a share, and at how many sessions: what a reader gets stays younger than 60 ms. */
const STRETCH = 0.45;
const FULL_AT = 100;

/**
 * The shortest time between two frames of text, in milliseconds.
 * @param frameMs - With few sessions.
 * @param running - Sessions that run now.
 */
export const frameLength = (frameMs: number, running: number): number => Math.round(frameMs * (1 + STRETCH * Math.min(1, running / FULL_AT)));
