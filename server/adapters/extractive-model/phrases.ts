/** server/adapters/extractive-model - the two things that the model says in its own words, in the question's language. */

/** What the extractive model says besides quotes. */
export interface Phrases {
  /** What follows, and who picked it. */
  readonly intro: string;
  /** There is nothing to quote. */
  readonly nothing: string;
}

const english: Phrases = {
  intro: 'Quotes from the sources, picked without a language model:',
  nothing: 'No source was found that answers this question.',
};

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: english,
  de: {intro: 'Zitate aus den Quellen, ohne Sprachmodell ausgewählt:', nothing: 'Es wurde keine Quelle gefunden, die diese Frage beantwortet.'},
  fr: {intro: 'Citations tirées des sources, choisies sans modèle de langage :', nothing: 'Aucune source répondant à cette question n’a été trouvée.'},
  es: {intro: 'Citas de las fuentes, elegidas sin modelo de lenguaje:', nothing: 'No se encontró ninguna fuente que responda a esta pregunta.'},
  it: {intro: 'Citazioni dalle fonti, scelte senza un modello linguistico:', nothing: 'Non è stata trovata alcuna fonte che risponda a questa domanda.'},
  nl: {intro: 'Citaten uit de bronnen, gekozen zonder taalmodel:', nothing: 'Er is geen bron gevonden die deze vraag beantwoordt.'},
  pt: {intro: 'Citações das fontes, escolhidas sem modelo de linguagem:', nothing: 'Não foi encontrada nenhuma fonte que responda a esta pergunta.'},
  ja: {intro: '情報源からの引用（言語モデルを使わずに選択）：', nothing: 'この質問に答える情報源は見つかりませんでした。'},
  zh: {intro: '以下内容摘自来源，未使用语言模型：', nothing: '没有找到能回答这个问题的来源。'},
};

/** The phrases in a language; in English where we don't have it. @param language - BCP 47 tag. */
export const phrasesIn = (language: string): Phrases => PHRASES[language.split('-')[0]?.toLowerCase() ?? ''] ?? english;
