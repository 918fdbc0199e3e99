/** server/related - how a topic becomes a question, in several languages. */

/** Ways to ask about a topic. What is put in stands in quotation marks, so that no grammar has to bend it. */
export interface QuestionTemplates {
  /** About a name: one word. */
  readonly named: (name: string) => string;
  /** About a topic by itself. */
  readonly about: readonly ((topic: string) => string)[];
  /** About a topic and what was asked. */
  readonly between: (topic: string, matter: string) => string;
}

const TEMPLATES: Readonly<Record<string, QuestionTemplates>> = {
  en: {
    named: (name) => `What is ${name}?`,
    about: [(topic) => `What should I know about “${topic}”?`, (topic) => `Can you explain “${topic}” in more detail?`],
    between: (topic, matter) => `How is “${topic}” related to “${matter}”?`,
  },
  de: {
    named: (name) => `Was ist ${name}?`,
    about: [(topic) => `Was hat es mit „${topic}“ auf sich?`, (topic) => `Kannst du „${topic}“ genauer erklären?`],
    between: (topic, matter) => `Wie hängt „${topic}“ mit „${matter}“ zusammen?`,
  },
  fr: {
    named: (name) => `Qu’est-ce que ${name} ?`,
    about: [(topic) => `Que faut-il savoir sur « ${topic} » ?`, (topic) => `Peux-tu expliquer « ${topic} » plus en détail ?`],
    between: (topic, matter) => `Quel est le lien entre « ${topic} » et « ${matter} » ?`,
  },
  es: {
    named: (name) => `¿Qué es ${name}?`,
    about: [(topic) => `¿Qué hay que saber sobre «${topic}»?`, (topic) => `¿Puedes explicar «${topic}» con más detalle?`],
    between: (topic, matter) => `¿Qué relación hay entre «${topic}» y «${matter}»?`,
  },
  it: {
    named: (name) => `Che cos’è ${name}?`,
    about: [(topic) => `Che cosa bisogna sapere su «${topic}»?`, (topic) => `Puoi spiegare «${topic}» più in dettaglio?`],
    between: (topic, matter) => `Che relazione c’è tra «${topic}» e «${matter}»?`,
  },
  nl: {
    named: (name) => `Wat is ${name}?`,
    about: [(topic) => `Hoe zit het met ‘${topic}’?`, (topic) => `Kun je ‘${topic}’ uitgebreider uitleggen?`],
    between: (topic, matter) => `Wat heeft ‘${topic}’ te maken met ‘${matter}’?`,
  },
  pt: {
    named: (name) => `O que é ${name}?`,
    about: [(topic) => `O que é preciso saber sobre “${topic}”?`, (topic) => `Pode explicar “${topic}” com mais detalhe?`],
    between: (topic, matter) => `Qual é a relação entre “${topic}” e “${matter}”?`,
  },
  ru: {
    named: (name) => `Что такое ${name}?`,
    about: [(topic) => `Что нужно знать о теме «${topic}»?`, (topic) => `Можно подробнее о теме «${topic}»?`],
    between: (topic, matter) => `Как «${topic}» связано с «${matter}»?`,
  },
  zh: {
    named: (name) => `${name}是什么？`,
    about: [(topic) => `关于“${topic}”，需要了解什么？`, (topic) => `能详细解释一下“${topic}”吗？`],
    between: (topic, matter) => `“${topic}”与“${matter}”有什么关系？`,
  },
  ja: {
    named: (name) => `${name}とは何ですか？`,
    about: [(topic) => `「${topic}」とはどういうものですか？`, (topic) => `「${topic}」を詳しく説明してもらえますか？`],
    between: (topic, matter) => `「${topic}」は「${matter}」とどう関係していますか？`,
  },
};

/** In a language that we have no words of, the topic stands alone. */
const bare: QuestionTemplates = {named: (name) => `${name}?`, about: [(topic) => `${topic}?`], between: (topic) => `${topic}?`};

/** @param language - BCP 47 tag; `und` is taken for English. */
export const templatesIn = (language: string): QuestionTemplates => TEMPLATES[language === 'und' ? 'en' : (language.split('-')[0]?.toLowerCase() ?? '')] ?? bare;
