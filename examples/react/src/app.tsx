import 'llm-window/define';
import type {AnsweredEvent, LlmWindow} from 'llm-window';
import type {CustomElements} from 'llm-window/jsx';
import {useRef, useState} from 'react';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends CustomElements {}
  }
}

const server = import.meta.env['VITE_SERVER'] ?? 'http://127.0.0.1:3000';
const messages = {form: {ask: 'Ask it'}};

/** React 19 sets what the element has as a property, and the rest as attributes; `on` begins an event's name. */
export function App() {
  const [told, setTold] = useState('Nothing was asked yet.');
  const window = useRef<LlmWindow>(null);
  const onAnswer = ({detail}: AnsweredEvent) => setTold(`Answered from ${detail.sources.length} sources.`);
  return (
    <>
      <h1>llm-window in React</h1>
      <llm-window ref={window} server={server} messages={messages} onllm-answer={onAnswer} />
      <p id="told">{told}</p>
      <button type="button" onClick={() => window.current?.clear()}>
        Begin again
      </button>
    </>
  );
}
