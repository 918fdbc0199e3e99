/** server/analysis - what kind of answer a question wants. */
import {greetingLanguage} from './greeting-language.ts';
import {isUnclear} from './is-unclear.ts';
import {smallWords} from './key-terms.ts';
import {says} from './says.ts';
import {wordsOf} from './words.ts';

/** The kinds that are told apart; `answer` is every other. */
export const INTENTS = ['answer', 'definition', 'how-to', 'comparison', 'news', 'greeting', 'unclear'] as const;
export type Intent = (typeof INTENTS)[number];

/** Whether there is nothing to search for. */
export const isSearchless = (intent: string): boolean => intent === 'greeting' || intent === 'unclear';

const COMPARISON = says(
  'vs|versus|compare[ds]?|comparison|differences?|differs?|better than|unterschiede?|unterscheide[tn]|vergleich\\w*|besser als|différences?|compar\\p{L}*|mieux que|diferencias?|mejor que|differenz[ae]|confronto|meglio|verschil\\w*|vergelijk\\w*|beter dan|diferenças?|melhor que|чем отличается|разница',
  '区别|差异|比较|違い|比較|차이',
);
const NEWS = says(
  'latest|news|newest|today|yesterday|recent(?:ly)?|this (?:week|month|year)|neueste\\w*|aktuell\\w*|heute|gestern|nachrichten|dernière?s?|actualités?|aujourd.hui|hier|récent\\w*|últim[oa]s?|noticias|hoy|ayer|ultim[eio]|notizie|oggi|ieri|laatste|nieuws|vandaag|gisteren|notícias|hoje|ontem|новости|последние|сегодня',
  '最新|今日|今天|昨天|新闻|ニュース|뉴스|최신',
);
const HOW_TO = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${[
    'how (?:to|do|can|could|should|would)\\s+(?:i|you|we|one)|how to|steps to',
    'wie (?:kann|könnte|muss|soll|macht|mache|installiere|richte|lässt|erstelle)\\p{L}*(?: ich| man| wir)?',
    'comment (?:faire|puis-je|peut-on|je|on|installer|créer|utiliser)',
    'cómo (?:puedo|se|hacer|instalar|crear|usar)',
    'come (?:si|posso|fare|faccio|installare|creare|usare)',
    'hoe (?:kan|moet|maak|installeer|doe)\\p{L}* (?:ik|je|men)?',
    'como (?:posso|faço|se|fazer|instalar|criar|usar)',
    'как (?:сделать|можно|мне|установить|настроить)',
  ].join('|')})(?!\\p{L})|怎么|怎样|如何|方法|やり方|するには|하는 방법`,
  'iu',
);
const DEFINITION_CUE = says(
  'define|definition|meaning|what does .+ mean|was bedeutet|bedeutung|définition|signifie|definición|significado|significa|definizione|significato|betekenis|betekent|definição|что такое',
  '什么是|是什么|とは|意味|의미',
);
const WHAT_IS = /^[^\p{L}\p{N}]*(?:what(?:['’]?s| is| are)|was (?:ist|sind)|qu['’]est-ce qu(?:e|['’])|c['’]est quoi|qué (?:es|son)|(?:che )?cos['’]è|cosa (?:è|sono)|wat (?:is|zijn)|o que (?:é|são))(?!\p{L})/iu;

/**
 * Tells by patterns what a question wants.
 * @param matter - The question without its question words.
 */
export function questionIntent(question: string, matter: string, language: string): Intent {
  if (greetingLanguage(question) !== undefined) return 'greeting';
  if (isUnclear(question, language)) return 'unclear';
  if (COMPARISON.test(question)) return 'comparison';
  if (HOW_TO.test(question)) return 'how-to';
  if (NEWS.test(question)) return 'news';
  return DEFINITION_CUE.test(question) || (WHAT_IS.test(question) && isBareTerm(matter, language)) ? 'definition' : 'answer';
}

/** `a black hole` asks what that is; `the capital of France` asks for a fact. */
function isBareTerm(matter: string, language: string): boolean {
  const isSmall = smallWords(language);
  const words = wordsOf(matter);
  return words.length <= 3 && words.every(({text}) => !isSmall(text.toLowerCase()));
}
