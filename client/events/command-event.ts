/** client/events - the reader pressed a button of the window. Between the parts of a window. */

/** What was pressed. */
export type Command = 'stop' | 'retry' | 'keep';

/** Fired by `llm-question-form` (`stop`; `keep`: the question stays as it was asked) and `llm-status` (`retry`). */
export class CommandEvent extends Event {
  static readonly type = 'llm-command';
  readonly command: Command;

  constructor(command: Command) {
    super(CommandEvent.type);
    this.command = command;
  }
}

declare global {
  interface HTMLElementEventMap {
    'llm-command': CommandEvent;
  }
}
