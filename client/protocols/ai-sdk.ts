/**
 * client/protocols - the AI SDK's UI message stream, protocol v1. Of what it can say, this hears text, reasoning, sources, errors, the
 * end, and token counts that an app puts into the message's metadata (`usage` or `totalUsage`).
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
import {isRecord, type Piece, type Protocol, readRecord, usagePieces} from './piece.ts';

export const aiSdk: Protocol = {
  endpoint: (address) => address,
  body({question, before, chat, model}) {
    const said = [...before.flatMap((exchange) => [exchange.question, exchange.answer]), question];
    const messages = said.map((text, index) => ({id: `${chat}-${index}`, role: index % 2 === 0 ? 'user' : 'assistant', parts: [{type: 'text', text}]}));
    return {id: chat, messages, trigger: 'submit-message', ...(model !== undefined && {model})};
  },
  reader() {
    const known = new Set<string>();
    /** Texts of steps follow each other. */
    let texts = 0;
    return (data) => {
      const chunk = readRecord(data);
      const string = (name: string): string => (typeof chunk?.[name] === 'string' ? chunk[name] : '');
      switch (chunk?.['type']) {
        case 'text-start':
          texts += 1;
          return texts > 1 ? [{kind: 'text', text: '\n\n'}] : [];
        case 'text-delta':
          return [{kind: 'text', text: string('delta')}];
        case 'reasoning-delta':
          return [{kind: 'reasoning', text: string('delta')}];
        case 'source-url': {
          const [url, title] = [string('url'), string('title')];
          if (url === '' || known.has(url)) return [];
          known.add(url);
          return [{kind: 'source', n: known.size, source: {url, title: title === '' ? url : title}}];
        }
        case 'reset-step':
          texts = 0;
          return [{kind: 'void'}];
        case 'error':
          return [{kind: 'failed', message: string('errorText')}];
        case 'abort':
          return [{kind: 'stopped'}];
        case 'message-metadata':
          return usageOf(chunk['messageMetadata']);
        case 'finish':
          return [...usageOf(chunk['messageMetadata']), {kind: 'end', finishReason: string('finishReason') || 'stop'}];
        default:
          return [];
      }
    };
  },
};

const usageOf = (metadata: unknown): readonly Piece[] =>
  isRecord(metadata) ? usagePieces(metadata['totalUsage'] ?? metadata['usage'], {prompt: 'inputTokens', completion: 'outputTokens', total: 'totalTokens'}) : [];
