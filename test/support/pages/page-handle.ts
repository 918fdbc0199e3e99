/** test/support - the little that each browser does its own way: open a page, run a script in it, move the mouse, press keys. */

/** One page of a browser. */
export interface PageHandle {
  /** Origins that were asked for anything. */
  readonly origins: ReadonlySet<string>;
  /** Loads an address and waits for its `load` event. */
  goto(url: string): Promise<void>;
  /** Runs an expression in the page and returns its value, which JSON can carry; of a promise, what it fulfils with. */
  run(expression: string): Promise<unknown>;
  /** Runs an expression in the frame of the iframe that another expression gives, whatever origin it has. */
  runWithin(iframe: string, expression: string): Promise<unknown>;
  /** Clicks at a point of the viewport, in CSS pixels. */
  clickAt(x: number, y: number): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  pressEnter(): Promise<void>;
  /** Makes it the tab that is seen; the others of its browser are hidden. */
  show(): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** What comes out of the printer, as a PDF file. */
  print(): Promise<Uint8Array>;
  /** Cuts the network off, or gives it back. */
  setOnline(isOnline: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Size of a viewport, in CSS pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** A browser that runs. In each of its pages the script of `watch-page.ts` runs before all others. */
export interface PageBrowser {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  open(viewport: Viewport): Promise<PageHandle>;
  close(): Promise<void>;
}
