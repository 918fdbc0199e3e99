/** server/analysis - words that mean several things when nothing is said beside them. */
import type {Ambiguity} from '../pipeline/handoff.ts';

const planetAndGod = ['planet', 'Roman god'];
const languageAnd = (...others: readonly string[]) => ['programming language', ...others];

/** By English word, lower case: what each may mean, most likely first, in words that a search understands. At most three. */
const SENSES: Readonly<Record<string, readonly string[]>> = {
  mercury: ['planet', 'chemical element', 'Roman god'],
  mars: [...planetAndGod, 'chocolate bar'],
  venus: [...planetAndGod, 'tennis player'],
  saturn: [...planetAndGod, 'rocket'],
  titan: ['moon of Saturn', 'Greek mythology', 'submersible'],
  python: languageAnd('snake'),
  java: languageAnd('island'),
  rust: languageAnd('corrosion', 'video game'),
  ruby: languageAnd('gemstone'),
  swift: languageAnd('bird', 'payment network'),
  julia: languageAnd('given name'),
  spring: ['season', 'Java framework', 'mechanical coil'],
  eclipse: ['astronomy', 'development environment'],
  react: ['JavaScript library', 'chemical reaction'],
  shell: ['command line', 'oil company', 'seashell'],
  windows: ['operating system', 'building windows'],
  mouse: ['animal', 'computer device'],
  virus: ['biology', 'computer'],
  cookie: ['web browser', 'biscuit'],
  cookies: ['web browser', 'biscuits'],
  jaguar: ['animal', 'car maker'],
  puma: ['animal', 'sportswear company'],
  beetle: ['insect', 'Volkswagen car'],
  seal: ['animal', 'stamp', 'gasket'],
  bat: ['animal', 'baseball'],
  crane: ['machine', 'bird'],
  kiwi: ['fruit', 'bird', 'New Zealander'],
  apple: ['company', 'fruit'],
  orange: ['fruit', 'telecom company', 'colour'],
  amazon: ['company', 'river', 'rainforest'],
  tesla: ['car maker', 'inventor', 'unit of magnetism'],
  oracle: ['company', 'prophecy'],
  lotus: ['flower', 'car maker'],
  turkey: ['country', 'bird'],
  georgia: ['country', 'US state'],
  jordan: ['country', 'basketball player', 'river'],
  phoenix: ['city in Arizona', 'mythical bird'],
  cambridge: ['city in England', 'city in Massachusetts'],
  atlas: ['book of maps', 'Greek mythology', 'mountains'],
  bass: ['instrument', 'fish'],
  bank: ['financial institution', 'river bank'],
  plasma: ['physics', 'blood'],
  cell: ['biology', 'battery', 'prison'],
  tie: ['clothing', 'draw in sports'],
  pitch: ['music', 'sales', 'playing field'],
};

/** What a question of one bare word may mean; undefined when it says more, or means one thing. @param terms - Its key terms. */
export function ambiguityOf(terms: readonly string[]): Ambiguity | undefined {
  const [term] = terms;
  if (term === undefined || terms.length > 1) return undefined;
  const word = term.toLowerCase();
  const senses = Object.hasOwn(SENSES, word) ? SENSES[word] : undefined;
  return senses && {term, senses};
}
