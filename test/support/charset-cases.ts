/** test/support - pages in every way in which an encoding is said, not said, or said wrongly: 117 of them. */
import {encodeText} from './encode-text.ts';

/** One page. */
export interface CharsetCase {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** The text that must be found in what comes out. */
  readonly text: string;
}

/** A few sentences in a language that an encoding was made for, since nobody can guess from three words. */
const samples: Readonly<Record<string, string>> = {
  'windows-1252': 'Die Gezeiten hängen vom Mond ab – für die Schifffahrt ist das „wesentlich“. Größe und Höhe der Wellen ändern sich täglich, naïve Schätzungen führen häufig über 5 € Schaden hinaus.',
  'iso-8859-15': 'Le cœur de la marée bat deux fois par jour, et le départ d’un bateau coûte 5 € à l’équipage. Les élèves étudient où la mer est la plus élevée.'.replaceAll('’', "'"),
  'windows-1250': 'Příliš žluťoučký kůň úpěl ďábelské ódy. Příliv a odliv závisí na měsíci, který obíhá kolem země; hladina moře stoupá a klesá dvakrát denně.',
  'iso-8859-2': 'Zażółć gęślą jaźń. Pływy zależą od księżyca, który krąży wokół ziemi; poziom morza podnosi się i opada dwa razy dziennie, a żeglarze muszą o tym pamiętać.',
  'windows-1251': 'Приливы и отливы зависят от луны, которая вращается вокруг земли. Уровень моря поднимается и опускается дважды в день, и моряки должны об этом помнить.',
  'koi8-r': 'Приливы и отливы зависят от луны, которая вращается вокруг земли. Уровень моря поднимается и опускается дважды в день, и моряки должны об этом помнить.',
  'windows-1253': 'Η παλίρροια εξαρτάται από τη σελήνη που γυρίζει γύρω από τη γη. Η στάθμη της θάλασσας ανεβαίνει και κατεβαίνει δύο φορές την ημέρα.',
  'windows-1254': 'Gelgit, dünyanın çevresinde dönen aya bağlıdır. Denizin düzeyi günde iki kez yükselir ve alçalır, şiddetli rüzgârda ise değişik olur. Ağır gemiler için bu çok önemlidir.',
  'windows-1255': 'הגאות והשפל תלויים בירח שמקיף את כדור הארץ. פני הים עולים ויורדים פעמיים ביום, והמלחים צריכים לזכור זאת.',
  'windows-1256': 'المد والجزر يعتمدان على القمر الذي يدور حول الأرض. يرتفع مستوى البحر وينخفض مرتين في اليوم، وعلى البحارة أن يتذكروا ذلك.',
  shift_jis: '潮の満ち引きは、地球のまわりを回る月によって起こります。海面は一日に二回上がったり下がったりするので、船乗りはそれを覚えておかなければなりません。',
  'euc-jp': '潮の満ち引きは、地球のまわりを回る月によって起こります。海面は一日に二回上がったり下がったりするので、船乗りはそれを覚えておかなければなりません。',
  'iso-2022-jp': '潮の満ち引きは、地球のまわりを回る月によって起こります。海面は一日に二回上がったり下がったりするので、船乗りはそれを覚えておかなければなりません。',
  gb18030: '潮汐是由绕地球运行的月球引起的。海面每天上升和下降两次，水手们必须记住这一点，因为船只进出港口都要看潮水的高低。',
  big5: '潮汐是由繞地球運行的月球引起的。海面每天上升和下降兩次，水手們必須記住這一點，因為船隻進出港口都要看潮水的高低。',
  'euc-kr': '조석은 지구 둘레를 도는 달 때문에 일어난다. 해수면은 하루에 두 번 오르내리므로 뱃사람들은 그것을 기억해야 한다. 배가 항구에 들어오고 나갈 때 물때를 본다.',
};

const html = (head: string, text: string) => `<!doctype html><html><head>${head}<title>Page</title></head><body><div class="content"><p>${text}</p><p>${text}</p></div></body></html>`;
const late = `<!-- ${'An older page says much before it says its charset. '.repeat(45)}-->`;

/** Ways to say an encoding: the header, and what stands in the page's head. */
const ways: Readonly<Record<string, (encoding: string) => readonly [contentType: string, head: string]>> = {
  'in the header': (encoding) => [`text/html; charset=${encoding}`, ''],
  'in a meta': (encoding) => ['text/html', `<meta charset="${encoding}">`],
  'in an http-equiv': (encoding) => ['text/html', `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}">`],
  nowhere: () => ['text/html', ''],
  'in a meta after 2000 bytes': (encoding) => ['text/html', `${late}<meta charset="${encoding}">`],
  'wrongly in a meta': () => ['text/html', '<meta charset="utf-8">'],
  'wrongly in the header': () => ['text/html; charset=utf-8', ''],
};

const utf8 = 'Größe, “quotes” — 潮汐 🌊 and a long English sentence around one curly quote’s end. '.repeat(3).trim();

/** All cases. */
export function charsetCases(): readonly CharsetCase[] {
  const old = Object.entries(samples).flatMap(([encoding, text]) =>
    Object.entries(ways).map(([way, said]): CharsetCase => {
      const [contentType, head] = said(encoding);
      return {name: `${encoding}, said ${way}`, contentType, bytes: encodeText(html(head, text), encoding), text};
    }),
  );
  const marked = (name: string, encoding: string, contentType: string): CharsetCase => ({
    name,
    contentType,
    bytes: Buffer.concat([encodeText('\ufeff', encoding), encodeText(html('', utf8), encoding)]),
    text: utf8,
  });
  return [
    ...old,
    {name: 'utf-8 that the header calls iso-8859-1', contentType: 'text/html; charset=iso-8859-1', bytes: encodeText(html('', utf8), 'utf-8'), text: utf8},
    {name: 'utf-8 that a meta calls windows-1252', contentType: 'text/html', bytes: encodeText(html('<meta charset="windows-1252">', utf8), 'utf-8'), text: utf8},
    marked('utf-8 with a mark, that the header calls windows-1252', 'utf-8', 'text/html; charset=windows-1252'),
    marked('utf-16le with a mark', 'utf-16le', 'text/html'),
    marked('utf-16be with a mark, that the header calls utf-8', 'utf-16be', 'text/html; charset=utf-8'),
  ];
}
