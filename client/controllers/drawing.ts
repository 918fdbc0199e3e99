/** client/controllers - tells when text was drawn, while its frame is not painted yet: what answers to that is painted with it. */
const hearers = new Set<() => void>();
let isTold = false;

/** Calls back once after all that is drawn at one time. @returns Ends it. */
export function afterDrawing(hear: () => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** For whoever draws text. */
export function tellDrawing(): void {
  if (isTold) return;
  isTold = true;
  queueMicrotask(() => {
    isTold = false;
    for (const hear of hearers) hear();
  });
}
