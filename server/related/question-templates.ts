/** server/related - how a topic becomes a question, in several languages. */

/** Ways to ask about a topic. What is put in stands in quotation marks, so that no grammar has to bend it. */
export interface QuestionTemplates {
  /** About a name: one word. */
  readonly named: (name: string) => string;
  /** About a topic by itself. */
  readonly about: readonly ((topic: string) => string)[];
  /** About a topic and what was asked. */
  readonly between: (topic: string, matter: string) => string;
  /** About what was asked about, where the sources name too few topics. */
  readonly around: readonly ((matter: string) => string)[];
}

const TEMPLATES: Readonly<Record<string, QuestionTemplates>> = {
  en: {
    named: (name) => `What is ${name}?`,
    about: [(topic) => `What should I know about “${topic}”?`, (topic) => `Can you explain “${topic}” in more detail?`],
    between: (topic, matter) => `How is “${topic}” related to “${matter}”?`,
    around: [
      (matter) => `What are some examples of “${matter}”?`,
      (matter) => `Why does “${matter}” matter?`,
      (matter) => `What do people often get wrong about “${matter}”?`,
      (matter) => `Where can I read more about “${matter}”?`,
    ],
  },
  de: {
    named: (name) => `Was ist ${name}?`,
    about: [(topic) => `Was hat es mit „${topic}“ auf sich?`, (topic) => `Kannst du „${topic}“ genauer erklären?`],
    between: (topic, matter) => `Wie hängt „${topic}“ mit „${matter}“ zusammen?`,
    around: [
      (matter) => `Welche Beispiele gibt es für „${matter}“?`,
      (matter) => `Warum ist das Thema „${matter}“ wichtig?`,
      (matter) => `Was wird bei „${matter}“ oft falsch verstanden?`,
      (matter) => `Wo kann ich mehr über „${matter}“ lesen?`,
    ],
  },
  fr: {
    named: (name) => `Qu’est-ce que ${name} ?`,
    about: [(topic) => `Que faut-il savoir sur « ${topic} » ?`, (topic) => `Peux-tu expliquer « ${topic} » plus en détail ?`],
    between: (topic, matter) => `Quel est le lien entre « ${topic} » et « ${matter} » ?`,
    around: [
      (matter) => `Quels sont des exemples de « ${matter} » ?`,
      (matter) => `Pourquoi le sujet « ${matter} » est-il important ?`,
      (matter) => `Quelles erreurs fait-on souvent à propos de « ${matter} » ?`,
      (matter) => `Où lire davantage sur « ${matter} » ?`,
    ],
  },
  es: {
    named: (name) => `¿Qué es ${name}?`,
    about: [(topic) => `¿Qué hay que saber sobre «${topic}»?`, (topic) => `¿Puedes explicar «${topic}» con más detalle?`],
    between: (topic, matter) => `¿Qué relación hay entre «${topic}» y «${matter}»?`,
    around: [
      (matter) => `¿Qué ejemplos hay de «${matter}»?`,
      (matter) => `¿Por qué es importante el tema «${matter}»?`,
      (matter) => `¿Qué errores se cometen a menudo con «${matter}»?`,
      (matter) => `¿Dónde puedo leer más sobre «${matter}»?`,
    ],
  },
  it: {
    named: (name) => `Che cos’è ${name}?`,
    about: [(topic) => `Che cosa bisogna sapere su «${topic}»?`, (topic) => `Puoi spiegare «${topic}» più in dettaglio?`],
    between: (topic, matter) => `Che relazione c’è tra «${topic}» e «${matter}»?`,
    around: [
      (matter) => `Quali sono alcuni esempi di «${matter}»?`,
      (matter) => `Perché è importante il tema «${matter}»?`,
      (matter) => `Che cosa si fraintende spesso su «${matter}»?`,
      (matter) => `Dove posso leggere di più su «${matter}»?`,
    ],
  },
  nl: {
    named: (name) => `Wat is ${name}?`,
    about: [(topic) => `Hoe zit het met ‘${topic}’?`, (topic) => `Kun je ‘${topic}’ uitgebreider uitleggen?`],
    between: (topic, matter) => `Wat heeft ‘${topic}’ te maken met ‘${matter}’?`,
    around: [
      (matter) => `Welke voorbeelden zijn er van ‘${matter}’?`,
      (matter) => `Waarom is het onderwerp ‘${matter}’ belangrijk?`,
      (matter) => `Wat wordt er vaak verkeerd begrepen aan ‘${matter}’?`,
      (matter) => `Waar kan ik meer lezen over ‘${matter}’?`,
    ],
  },
  pt: {
    named: (name) => `O que é ${name}?`,
    about: [(topic) => `O que é preciso saber sobre “${topic}”?`, (topic) => `Pode explicar “${topic}” com mais detalhe?`],
    between: (topic, matter) => `Qual é a relação entre “${topic}” e “${matter}”?`,
    around: [
      (matter) => `Quais são alguns exemplos de “${matter}”?`,
      (matter) => `Por que o tema “${matter}” é importante?`,
      (matter) => `Que erros são comuns em relação a “${matter}”?`,
      (matter) => `Onde posso ler mais sobre “${matter}”?`,
    ],
  },
  ru: {
    named: (name) => `Что такое ${name}?`,
    about: [(topic) => `Что нужно знать о теме «${topic}»?`, (topic) => `Можно подробнее о теме «${topic}»?`],
    between: (topic, matter) => `Как «${topic}» связано с «${matter}»?`,
    around: [
      (matter) => `Какие есть примеры по теме «${matter}»?`,
      (matter) => `Почему тема «${matter}» важна?`,
      (matter) => `Что чаще всего понимают неправильно в теме «${matter}»?`,
      (matter) => `Где прочитать больше о теме «${matter}»?`,
    ],
  },
  zh: {
    named: (name) => `${name}是什么？`,
    about: [(topic) => `关于“${topic}”，需要了解什么？`, (topic) => `能详细解释一下“${topic}”吗？`],
    between: (topic, matter) => `“${topic}”与“${matter}”有什么关系？`,
    around: [
      (matter) => `“${matter}”有哪些例子？`,
      (matter) => `为什么“${matter}”很重要？`,
      (matter) => `关于“${matter}”，人们常有哪些误解？`,
      (matter) => `在哪里可以进一步阅读“${matter}”的资料？`,
    ],
  },
  ja: {
    named: (name) => `${name}とは何ですか？`,
    about: [(topic) => `「${topic}」とはどういうものですか？`, (topic) => `「${topic}」を詳しく説明してもらえますか？`],
    between: (topic, matter) => `「${topic}」は「${matter}」とどう関係していますか？`,
    around: [
      (matter) => `「${matter}」にはどんな例がありますか？`,
      (matter) => `なぜ「${matter}」は重要なのですか？`,
      (matter) => `「${matter}」についてよくある誤解は何ですか？`,
      (matter) => `「${matter}」について詳しく読めるところはどこですか？`,
    ],
  },
};

/** In a language that we have no words of, the topic stands alone. */
const bare: QuestionTemplates = {named: (name) => `${name}?`, about: [(topic) => `${topic}?`], between: (topic) => `${topic}?`, around: []};

/** @param language - BCP 47 tag; `und` is taken for English. */
export function templatesIn(language: string): QuestionTemplates {
  const known = language === 'und' ? 'en' : (language.split('-')[0]?.toLowerCase() ?? '');
  return (Object.hasOwn(TEMPLATES, known) ? TEMPLATES[known] : undefined) ?? bare;
}
