/** server/analysis - the small words of the languages that questions are mostly asked in: what carries the sentence, not its matter. */

/** The small words of one language. */
export interface FunctionWords {
  /** What a question may begin with before it comes to its matter: question words, auxiliaries, courtesies, articles. */
  readonly openers: ReadonlySet<string>;
  /** What may trail after its matter: courtesies, question particles. */
  readonly closers: ReadonlySet<string>;
  /** All of them; none is worth searching for. */
  readonly all: ReadonlySet<string>;
}

const words = (list: string): string[] => list.trim().split(/\s+/);

const functionWords = (openers: string, closers: string, others: string): FunctionWords => ({
  openers: new Set(words(openers)),
  closers: new Set(words(closers)),
  all: new Set([...words(openers), ...words(closers), ...words(others)]),
});

/** By ISO 639 code. Lower case; apostrophes cut words in two, as `wordsOf` does. */
export const FUNCTION_WORDS: Readonly<Record<string, FunctionWords>> = {
  en: functionWords(
    `what which who whom whose where when why how s re is are was were be been do does did has have had can could will would shall should may might must
     a an the i you we me my your our please tell explain show give describe define hi hello hey know want like need d ll to so about there`,
    'please thanks thank you is are was were',
    `and or but if then than that this these those of in on at by for from with without into onto over under between through during before after above below
     as it its he she they them their his her not no nor only own same too very just also any some all each few more most other such up down out off again
     once here both because until while us am being doing having m t ve isn aren wasn weren don doesn didn won wouldn couldn shouldn actually really exactly`,
  ),
  de: functionWords(
    `was wer wen wem wessen wo wohin woher wann warum wieso weshalb wie welche welcher welches welchen welchem wofür womit wozu wodurch ist sind war waren wird
     werden wurde hat haben hatte kann können könnte könntest kannst könnt könnten muss müssen soll sollte sollen darf dürfen möchte der die das ein eine einen einem einer
     ich du sie wir man mir mich uns bitte sag sage sagen erkläre erklären erklär zeige zeig nenne gib es hallo wissen gerne gern denn eigentlich dir ihnen funktioniert funktionieren bedeutet`,
    'bitte danke ist sind war waren',
    `und oder aber wenn dann als dass ob von vom zu zum zur in im ins an am auf aus bei mit nach über unter vor für gegen ohne durch um zwischen während wegen
     des dem den dieser diese dieses diesem diesen er ihr ihm ihn ihre ihrem ihren sein seine seinen mein meine dein deine unser unsere nicht kein keine keinen nur
     auch noch schon sehr mehr so sich sein bin bist seid gibt geht doch mal ja nein hier da dort alle alles etwas viel viele einfach genau`,
  ),
  fr: functionWords(
    `que qu quoi qui quel quelle quels quelles où quand pourquoi comment combien est-ce est c-est sont était étaient a ont avait peut peux peuvent pouvez pourriez
     pourrait pourrais doit dois faut le la les l un une des du de je j tu vous nous on il moi me s dis dites explique expliquez expliquer montre montrez donne donnez
     bonjour salut savoir veux voudrais c ce sert cela ça`,
    'merci svp plaît plait te vous',
    `et ou mais si donc car ni d au aux en dans par pour sur sous avec sans entre vers chez depuis pendant avant après contre comme plus moins très aussi ne n pas non
     oui cette cet ces son sa ses leur leurs mon ma mes ton ta tes notre nos votre vos elle elles ils eux lui se être avoir fait faire y dont tout tous toute toutes
     même autre autres quelque quelques là ici`,
  ),
  es: functionWords(
    `qué que quién quiénes quien cuál cuáles cual dónde donde cuándo cuando cómo como cuánto cuánta cuántos cuántas por es son era eran fue está están ha han había puede
     pueden puedes podría podrías podrían debe deben el la los las un una unos unas lo yo tú usted me nos se dime diga explica explique explícame muestra muéstrame da dame
     hola saber quiero quisiera sirve hay para`,
    'favor por gracias',
    `y e o u pero si no ni de del a al en con sin sobre entre hasta desde hacia durante según contra tras más menos muy también ya sólo solo este esta estos estas ese
     esa esos esas aquel su sus mi mis tu tus nuestro nuestra ellos ellas él ella ser estar haber tener tiene tienen hacer hace otro otra otros otras todo toda todos
     todas algo mismo misma cada porque`,
  ),
  it: functionWords(
    `che cosa cos chi quale quali qual dove dov quando perché come quanto quanta quanti quante è sono era erano ha hanno aveva può possono puoi potresti potrebbe deve
     devono si il lo la i gli le l un uno una io tu lei mi ci dimmi dica spiega spiegami spiegare mostra mostrami ciao sapere voglio vorrei serve c ce`,
    'favore per grazie',
    `e ed o ma se non né di del dello della dei degli delle d a al allo alla ai agli alle da dal dalla in nel nello nella nei nelle con su sul sulla per tra fra senza
     verso contro durante prima dopo più meno molto anche già solo questo questa questi queste quello quella quelli quelle suo sua suoi sue mio mia tuo tua nostro
     loro essere avere fare fa altro altra altri altre tutto tutti tutte ogni stesso`,
  ),
  nl: functionWords(
    `wat wie waar wanneer waarom hoe welke welk hoeveel waarvoor waarmee is zijn was waren wordt worden werd heeft hebben had kan kunnen kunt kun zou zouden moet moeten
     mag mogen de het een ik jij je u we wij mij me men alstublieft alsjeblieft vertel leg uit toon geef hallo hoi weten graag wil er`,
    'alstublieft alsjeblieft bedankt dank u',
    `en of maar als dan dat die dit deze van in op aan bij met voor door over onder tussen tegen zonder om te tot uit na naar per tijdens ten ter niet geen wel ook nog
     al zeer meer minder heel zo zich hij zij ze hem haar hun hen ons onze mijn jouw uw doen doet gaat ja nee hier daar alle alles iets veel zelf`,
  ),
  pt: functionWords(
    `o que quê quem qual quais onde quando por porque porquê como quanto quanta quantos quantas é são era eram foi está estão tem têm há pode podem podes poderia
     poderias deve devem a os as um uma uns umas eu tu você vocês me nos se diga diz explique explica mostre mostra dê olá oi saber quero queria gostaria serve para`,
    'favor por obrigado obrigada',
    `e ou mas se não nem de do da dos das em no na nos nas ao à aos às com sem sobre entre até desde durante contra pelo pela pelos pelas num numa mais menos muito
     também já só este esta estes estas esse essa esses essas isto isso aquilo aquele aquela seu sua seus suas meu minha teu tua nosso nossa eles elas ele ela ser
     estar ter haver fazer faz outro outra outros outras todo toda todos todas cada mesmo`,
  ),
  zh: functionWords(
    '请 请问 什么 什么是 为什么 怎么 怎样 如何 哪 哪些 哪个 哪里 谁 何时 多少 是 告诉 我 你 您 想 知道 解释 介绍 一下 能 可以 给 你好 您好',
    '吗 呢 吧 啊 是 什么 谢谢 多少 怎么 怎么样 的',
    '的 了 在 和 与 或 而 但 也 都 就 还 又 很 更 最 不 没 没有 有 这 那 这个 那个 我们 你们 他 她 它 他们 个 对 从 到 把 被 让 用 会 要 之 其',
  ),
  ja: functionWords(
    'なぜ どうして どう どうやって どの どれ どこ いつ だれ 誰 何 なに こんにちは お 教え て 下さい ください',
    'です ます か は とは と 何 なん 誰 どこ いつ だれ の を に が で 教え て ください 下さい 何です ですか し する ん よ ね',
    'も や から まで より へ など ば た だ ない な ある いる こと もの ため よう これ それ あれ この その あの という について れ られ せ さ',
  ),
};

const having = new Map<string, string[]>();
for (const [language, {all}] of Object.entries(FUNCTION_WORDS)) for (const word of all) having.set(word, [...(having.get(word) ?? []), language]);

/** The languages that have a small word, in lower case. */
export const languagesWith = (word: string): readonly string[] => having.get(word) ?? [];
