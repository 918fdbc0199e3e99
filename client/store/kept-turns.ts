/** client/store - so many questions before the current one stay in a window: what is older goes, so that a page that is open for days does not grow. */
export const KEPT_TURNS = 50;
