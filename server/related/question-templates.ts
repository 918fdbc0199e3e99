/** server/related - how a topic becomes a question, in several languages. */

/** Ways to ask about a topic. What is put in stands in quotation marks, so that no grammar has to bend it. */
export interface QuestionTemplates {
  /** About a topic by itself. */
  readonly about: readonly ((topic: string) => string)[];
  /** About a topic and what was asked. */
  readonly between: (topic: string, matter: string) => string;
}

const TEMPLATES: Readonly<Record<string, QuestionTemplates>> = {
  en: {
    about: [(topic) => `What do the sources say about “${topic}”?`, (topic) => `Can you explain “${topic}” in more detail?`],
    between: (topic, matter) => `How is “${topic}” related to “${matter}”?`,
  },
  de: {
    about: [(topic) => `Was sagen die Quellen zum Thema „${topic}“?`, (topic) => `Kannst du „${topic}“ genauer erklären?`],
    between: (topic, matter) => `Wie hängt „${topic}“ mit „${matter}“ zusammen?`,
  },
  fr: {
    about: [(topic) => `Que disent les sources sur « ${topic} » ?`, (topic) => `Peux-tu expliquer « ${topic} » plus en détail ?`],
    between: (topic, matter) => `Quel est le lien entre « ${topic} » et « ${matter} » ?`,
  },
  es: {
    about: [(topic) => `¿Qué dicen las fuentes sobre «${topic}»?`, (topic) => `¿Puedes explicar «${topic}» con más detalle?`],
    between: (topic, matter) => `¿Qué relación hay entre «${topic}» y «${matter}»?`,
  },
  it: {
    about: [(topic) => `Che cosa dicono le fonti su «${topic}»?`, (topic) => `Puoi spiegare «${topic}» più in dettaglio?`],
    between: (topic, matter) => `Che relazione c’è tra «${topic}» e «${matter}»?`,
  },
  nl: {
    about: [(topic) => `Wat zeggen de bronnen over ‘${topic}’?`, (topic) => `Kun je ‘${topic}’ uitgebreider uitleggen?`],
    between: (topic, matter) => `Wat heeft ‘${topic}’ te maken met ‘${matter}’?`,
  },
  pt: {
    about: [(topic) => `O que dizem as fontes sobre “${topic}”?`, (topic) => `Pode explicar “${topic}” com mais detalhe?`],
    between: (topic, matter) => `Qual é a relação entre “${topic}” e “${matter}”?`,
  },
  ru: {
    about: [(topic) => `Что говорят источники о теме «${topic}»?`, (topic) => `Можно подробнее о теме «${topic}»?`],
    between: (topic, matter) => `Как «${topic}» связано с «${matter}»?`,
  },
  zh: {
    about: [(topic) => `来源中关于“${topic}”有什么内容？`, (topic) => `能详细解释一下“${topic}”吗？`],
    between: (topic, matter) => `“${topic}”与“${matter}”有什么关系？`,
  },
  ja: {
    about: [(topic) => `「${topic}」について情報源は何と述べていますか？`, (topic) => `「${topic}」を詳しく説明してもらえますか？`],
    between: (topic, matter) => `「${topic}」は「${matter}」とどう関係していますか？`,
  },
};

/** In a language that we have no words of, the topic stands alone. */
const bare: QuestionTemplates = {about: [(topic) => `${topic}?`], between: (topic) => `${topic}?`};

/** @param language - BCP 47 tag; `und` is taken for English. */
export const templatesIn = (language: string): QuestionTemplates => TEMPLATES[language === 'und' ? 'en' : (language.split('-')[0]?.toLowerCase() ?? '')] ?? bare;
