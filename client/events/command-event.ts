/** client/events - the reader pressed Stop or Try again. Between the parts of a window. */

/** What was pressed. */
export type Command = 'stop' | 'retry';

/** Fired by `llm-question-form` and `llm-status`. */
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
