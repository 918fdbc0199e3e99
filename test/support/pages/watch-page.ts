/** test/support - what runs in each page of an end-to-end test before any other script, and notes what should not happen. */

/** The symbol under which a page keeps what was noted, as a list of texts. */
export const problemsKey = 'llm-window:problems';

/** Notes policy violations, uncaught errors, scripts and styles that did not load, errors and warnings on the console. */
function watch(key: string): void {
  const problems: string[] = [];
  Object.defineProperty(window, Symbol.for(key), {value: problems});
  document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sample}) => problems.push(`policy: ${effectiveDirective} ${blockedURI} ${sample}`));
  window.addEventListener('unhandledrejection', ({reason}) => problems.push(`rejection: ${String(reason)}`));
  window.addEventListener('error', (event: Event) => problems.push(event instanceof ErrorEvent ? `error: ${event.message}` : `not loaded: ${(event.target as Element).outerHTML}`), true);
  for (const level of ['error', 'warn'] as const) {
    const say = console[level].bind(console);
    console[level] = (...said: unknown[]) => {
      problems.push(said.map(String).join(' '));
      say(...said);
    };
  }
}

/** The script. */
export const watchScript = `(${watch.toString()})(${JSON.stringify(problemsKey)});`;
