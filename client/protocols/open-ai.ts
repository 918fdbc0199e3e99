/**
 * client/protocols - OpenAI's streamed chat completions, with the sources and questions that Perplexity's Sonar adds to them.
 * Wire: `data:` chunks with `choices[0].delta`, an `error` object where it fails in mid-stream, `[DONE]` at the end.
 */
import {isRecord, type Piece, type Protocol, readRecord, usagePieces} from './piece.ts';

export const openAi: Protocol = {
  endpoint(address) {
    const url = new URL(address);
    if (!url.pathname.endsWith('/chat/completions')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
    return url.href;
  },
  body({question, before, model}) {
    const said = before.flatMap((exchange) => [
      {role: 'user', content: exchange.question},
      {role: 'assistant', content: exchange.answer},
    ]);
    return {...(model !== undefined && {model}), messages: [...said, {role: 'user', content: question}], stream: true, stream_options: {include_usage: true}};
  },
  reader() {
    const known: string[] = [];
    let related = false;
    /** Chunks repeat all of them. */
    const sources = (chunk: Readonly<Record<string, unknown>>): readonly Piece[] => {
      const {search_results: results, citations} = chunk;
      const found = Array.isArray(results) ? results : Array.isArray(citations) ? citations.map((url: unknown) => ({url})) : [];
      return found.flatMap((one: unknown, index): Piece[] => {
        if (!isRecord(one) || typeof one['url'] !== 'string' || known[index] === one['url']) return [];
        const {url, title} = one;
        known[index] = url;
        return [{kind: 'source', n: index + 1, source: {url, title: typeof title === 'string' ? title : url}}];
      });
    };
    return (data) => {
      const chunk = readRecord(data);
      if (!chunk) return [];
      const {error} = chunk;
      if (error) return [{kind: 'failed', message: isRecord(error) && typeof error['message'] === 'string' ? error['message'] : ''}];
      const [choice] = (Array.isArray(chunk['choices']) ? chunk['choices'] : []) as unknown[];
      const {delta, finish_reason: finishReason} = isRecord(choice) ? choice : {};
      const {content, reasoning_content: thought, reasoning} = isRecord(delta) ? delta : {};
      const questions = chunk['related_questions'];
      const asks = !related && Array.isArray(questions);
      if (asks) related = true;
      return [
        ...sources(chunk),
        ...text('reasoning', thought ?? reasoning),
        ...text('text', content),
        ...(asks ? [{kind: 'related' as const, questions: questions.filter((one) => typeof one === 'string')}] : []),
        ...usagePieces(chunk['usage'], {prompt: 'prompt_tokens', completion: 'completion_tokens', total: 'total_tokens'}),
        ...(typeof finishReason === 'string' ? [{kind: 'end' as const, finishReason: finishReason.replaceAll('_', '-')}] : []),
      ];
    };
  },
};

const text = (kind: 'text' | 'reasoning', value: unknown): readonly Piece[] => (typeof value === 'string' && value !== '' ? [{kind, text: value}] : []);
