/** server/citations - words that mean the opposite of each other: a sentence with one does not support a sentence with the other. Pure. */

/** One side, then the other. */
const OPPOSITES: readonly (readonly [name: string, one: string, other: string])[] = [
  [
    'rise',
    'raise raises raised increase increases increased increasing rise rises rose risen rising grow grows grew grown growing gain climb climbed expand higher more larger greater steigt steigen stieg stiegen gestiegen zugenommen wuchs höher größer mehr augmente augmenté augmenter hausse aumenta aumentó aumentar subió más mayor',
    'lowers lowered decrease decreases decreased decreasing fall falls fell fallen falling drop drops dropped decline declines declined shrink shrinks shrank lower fewer less smaller reduce reduces reduced sinkt sinken sank sanken gesunken abgenommen schrumpfte niedriger kleiner weniger diminue diminué diminuer baisse baissé disminuye disminuyó disminuir bajó menos menor',
  ],
  ['order', 'before earlier prior precedes avant antes bevor', 'after later following follows après después nachdem'],
  ['end', 'first premier première primero primera erste ersten', 'last final dernier dernière último última letzte letzten'],
  ['most', 'largest biggest highest longest tallest most oldest best maximum größte größten höchste längste meisten älteste', 'smallest lowest shortest least youngest newest worst minimum kleinste kleinsten niedrigste kürzeste wenigsten jüngste'],
  ['heat', 'hot hotter warm warmer heats warms heiß wärmer chaud caliente', 'cold colder cool cooler cools kalt kälter froid frío'],
  ['north', 'north northern nord nördlich norte', 'south southern süd südlich sud sur'],
  ['east', 'east eastern ost östlich', 'west western westlich oeste'],
  ['allow', 'allow allows allowed permit permits permitted enable enables enabled erlaubt permite', 'forbid forbids forbidden prohibit prohibits prohibited disable disables disabled prevent prevents banned verboten prohíbe'],
  ['speed', 'fast faster quick quicker quickly schnell schneller', 'slow slower slowly langsam langsamer'],
  ['win', 'win wins won beat', 'lose loses lost'],
  ['add', 'add adds added include includes included insert', 'remove removes removed exclude excludes excluded delete deletes'],
  ['success', 'succeed succeeds succeeded success successful', 'fail fails failed failure'],
  ['sync', 'synchronous synchronously', 'asynchronous asynchronously'],
  ['change', 'mutable', 'immutable'],
  ['truth', 'true', 'false'],
  ['accept', 'accept accepts accepted approve approved', 'reject rejects rejected refuse refused'],
  ['open', 'open opens opened begin begins began start starts started', 'close closes closed end ends ended stop stops stopped'],
];

const SIDES = new Map(
  OPPOSITES.flatMap(([name, one, other]) => [...one.split(' ').map((word) => [word, `+${name}`] as const), ...other.split(' ').map((word) => [word, `-${name}`] as const)]),
);

/** On which sides some words are. */
export function directionsOf(words: readonly string[]): ReadonlySet<string> {
  const sides = new Set<string>();
  for (const word of words) {
    const side = SIDES.get(word.toLowerCase());
    if (side !== undefined) sides.add(side);
  }
  return sides;
}

/** Whether two sentences are on opposite sides of the same pair, and neither on both. */
export function areOpposed(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const side of one) {
    const opposite = (side.startsWith('+') ? '-' : '+') + side.slice(1);
    if (other.has(opposite) && !other.has(side) && !one.has(opposite)) return true;
  }
  return false;
}
