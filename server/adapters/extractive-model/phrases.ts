/** server/adapters/extractive-model - what the model says in its own words, in the question's language. */

/** What the extractive model says besides quotes. */
export interface Phrases {
  /** What follows, and who picked it. */
  readonly intro: string;
  /** The same, where the quotes have little of what was asked: they may answer it in other words, or not. */
  readonly nearest: string;
  /** There is nothing to quote. */
  readonly nothing: string;
  /** The search failed, so that it is not known whether there is anything. */
  readonly failed: string;
  /** The reader wants no search. */
  readonly unsearched: string;
  /** The reader greets. */
  readonly greeting: string;
  /** The reader asks nothing that could be searched for. */
  readonly unclear: string;
}

const english: Phrases = {
  intro: 'Quotes from the sources, picked without a language model:',
  nearest: 'The nearest quotes from the sources, perhaps not an answer, picked without a language model:',
  nothing: 'No source was found that answers this question.',
  failed: 'The search failed, so no sources could be read. Please ask again in a while.',
  unsearched: 'Nothing was searched for, as you wished, and quotes are all that can be given here without a language model.',
  greeting: 'Hello! Ask a question, and I will look for sources that answer it.',
  unclear: 'There is no question in this that I could search for. What would you like to know?',
};

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: english,
  de: {
    intro: 'Zitate aus den Quellen, ohne Sprachmodell ausgewählt:',
    nearest: 'Die nächstliegenden Zitate aus den Quellen, vielleicht keine Antwort, ohne Sprachmodell ausgewählt:',
    nothing: 'Es wurde keine Quelle gefunden, die diese Frage beantwortet.',
    failed: 'Die Suche ist fehlgeschlagen, darum konnten keine Quellen gelesen werden. Bitte fragen Sie später noch einmal.',
    unsearched: 'Es wurde wunschgemäß nicht gesucht, und ohne Sprachmodell gibt es hier nur Zitate aus Quellen.',
    greeting: 'Hallo! Stellen Sie eine Frage, und ich suche Quellen, die sie beantworten.',
    unclear: 'Darin ist keine Frage, nach der ich suchen könnte. Was möchten Sie wissen?',
  },
  fr: {
    intro: 'Citations tirées des sources, choisies sans modèle de langage :',
    nearest: 'Les citations les plus proches tirées des sources, peut-être pas une réponse, choisies sans modèle de langage :',
    nothing: 'Aucune source répondant à cette question n’a été trouvée.',
    failed: 'La recherche a échoué : aucune source n’a pu être lue. Veuillez réessayer dans un moment.',
    unsearched: 'Rien n’a été recherché, comme demandé, et sans modèle de langage seules des citations de sources sont possibles ici.',
    greeting: 'Bonjour ! Posez une question, et je chercherai des sources qui y répondent.',
    unclear: 'Je n’y trouve pas de question à rechercher. Que souhaitez-vous savoir ?',
  },
  es: {
    intro: 'Citas de las fuentes, elegidas sin modelo de lenguaje:',
    nearest: 'Las citas más cercanas de las fuentes, quizá no una respuesta, elegidas sin modelo de lenguaje:',
    nothing: 'No se encontró ninguna fuente que responda a esta pregunta.',
    failed: 'La búsqueda ha fallado y no se pudo leer ninguna fuente. Vuelva a preguntar dentro de un rato.',
    unsearched: 'No se ha buscado nada, como usted pidió, y sin un modelo de lenguaje aquí solo puede haber citas de fuentes.',
    greeting: '¡Hola! Haga una pregunta y buscaré fuentes que la respondan.',
    unclear: 'No hay en esto ninguna pregunta que pueda buscar. ¿Qué le gustaría saber?',
  },
  it: {
    intro: 'Citazioni dalle fonti, scelte senza un modello linguistico:',
    nearest: 'Le citazioni più vicine dalle fonti, forse non una risposta, scelte senza un modello linguistico:',
    nothing: 'Non è stata trovata alcuna fonte che risponda a questa domanda.',
    failed: 'La ricerca non è riuscita e non è stato possibile leggere alcuna fonte. Riprovi tra poco.',
    unsearched: 'Non è stato cercato nulla, come richiesto, e senza un modello linguistico qui si possono dare solo citazioni di fonti.',
    greeting: 'Ciao! Faccia una domanda e cercherò fonti che rispondano.',
    unclear: 'Non c’è una domanda che io possa cercare. Che cosa vorrebbe sapere?',
  },
  nl: {
    intro: 'Citaten uit de bronnen, gekozen zonder taalmodel:',
    nearest: 'De meest verwante citaten uit de bronnen, misschien geen antwoord, gekozen zonder taalmodel:',
    nothing: 'Er is geen bron gevonden die deze vraag beantwoordt.',
    failed: 'Het zoeken is mislukt, dus er konden geen bronnen worden gelezen. Vraag het later nog eens.',
    unsearched: 'Er is niet gezocht, zoals gevraagd, en zonder taalmodel zijn hier alleen citaten uit bronnen mogelijk.',
    greeting: 'Hallo! Stel een vraag, dan zoek ik bronnen die haar beantwoorden.',
    unclear: 'Hier staat geen vraag in waarnaar ik kan zoeken. Wat wilt u weten?',
  },
  pt: {
    intro: 'Citações das fontes, escolhidas sem modelo de linguagem:',
    nearest: 'As citações mais próximas das fontes, talvez não uma resposta, escolhidas sem modelo de linguagem:',
    nothing: 'Não foi encontrada nenhuma fonte que responda a esta pergunta.',
    failed: 'A pesquisa falhou e não foi possível ler nenhuma fonte. Pergunte de novo daqui a pouco.',
    unsearched: 'Nada foi pesquisado, como pediu, e sem modelo de linguagem aqui só pode haver citações de fontes.',
    greeting: 'Olá! Faça uma pergunta e procurarei fontes que a respondam.',
    unclear: 'Não há aqui uma pergunta que eu possa pesquisar. O que gostaria de saber?',
  },
  ja: {
    intro: '情報源からの引用（言語モデルを使わずに選択）：',
    nearest: '情報源から最も近い引用。答えではないかもしれません（言語モデルを使わずに選択）：',
    nothing: 'この質問に答える情報源は見つかりませんでした。',
    failed: '検索に失敗したため、情報源を読めませんでした。しばらくしてからもう一度お尋ねください。',
    unsearched: 'ご希望どおり検索は行いませんでした。言語モデルなしでは、情報源からの引用しかお示しできません。',
    greeting: 'こんにちは。質問をどうぞ。答えとなる情報源を探します。',
    unclear: '検索できる質問が見当たりません。何をお知りになりたいですか。',
  },
  zh: {
    intro: '以下内容摘自来源，未使用语言模型：',
    nearest: '以下是来源中最接近的摘录，未必是答案，未使用语言模型：',
    nothing: '没有找到能回答这个问题的来源。',
    failed: '搜索失败，无法读取任何来源。请稍后再问一次。',
    unsearched: '按你的要求没有进行搜索；没有语言模型时，这里只能给出来源的摘录。',
    greeting: '你好！请提出一个问题，我会寻找能回答它的来源。',
    unclear: '这里没有可以搜索的问题。你想了解什么？',
  },
};

/** The phrases in a language; in English where we don't have it. @param language - BCP 47 tag. */
export function phrasesIn(language: string): Phrases {
  const known = language.split('-')[0]?.toLowerCase() ?? '';
  return (Object.hasOwn(PHRASES, known) ? PHRASES[known] : undefined) ?? english;
}
