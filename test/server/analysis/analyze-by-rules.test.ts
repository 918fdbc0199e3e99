import {expect} from 'chai';
import fc from 'fast-check';
import {analyzeByRules} from '../../../server/analysis/analyze-by-rules.ts';
import {MAX_TERMS} from '../../../server/analysis/key-terms.ts';
import {INTENTS, isSearchless} from '../../../server/analysis/question-intent.ts';
import {MAX_QUERY_LENGTH} from '../../../server/analysis/search-queries.ts';
import {atLeast} from '../../support/at-least.ts';

describe('analyzeByRules', () => {
  const languages: Readonly<Record<string, readonly string[]>> = {
    en: ['What causes tides?', 'How does backpressure work in RxJS?', 'why is the sky blue, please?', 'hello'],
    de: ['Wie funktioniert die Verarbeitung?', 'Wie funktioniert eine Wärmepumpe?', 'Was ist Photosynthese?', 'Unterschied zwischen React und Vue'],
    fr: ['Qu’est-ce que la photosynthèse ?', 'quelle est la capitale', 'Pourquoi le ciel est-il bleu ?'],
    es: ['¿Cuál es la capital de España?', '¿Qué es un agujero negro?'],
    it: ['Come funziona un motore a scoppio?', "Cos'è l'inflazione?"],
    nl: ['hoe werkt een warmtepomp', 'Wat is de hoofdstad van België?'],
    pt: ['o que é um buraco negro?', 'Como funciona uma bomba de calor?'],
    pl: ['Jak działa pompa ciepła'],
    ru: ['Почему небо голубое?', 'Что такое React?'],
    uk: ['Що таке тепловий насос і як він працює?'],
    zh: ['天空为什么是蓝色的？', 'React hooks 怎么用'],
    ja: ['量子コンピュータとは何ですか？'],
    ko: ['하늘은 왜 파란가요?'],
    ar: ['ما هو الذكاء الاصطناعي؟'],
    fa: ['هوش مصنوعی چیست'],
    he: ['למה השמיים כחולים'],
    el: ['Γιατί ο ουρανός είναι μπλε;'],
    th: ['ทำไมท้องฟ้าถึงเป็นสีฟ้า'],
    und: ['best pizza', '???', '42'],
  };
  for (const [language, questions] of Object.entries(languages)) {
    it(`tells ${language}`, () => {
      for (const question of questions) expect(analyzeByRules(question).language, question).to.equal(language);
    });
  }

  it('makes queries of the matter, of the key terms, and of a variant', () => {
    const queries = (question: string) => analyzeByRules(question).queries;
    expect(queries('Could you please tell me what the difference between ETags and cookies is?')).to.deep.equal([
      'difference between ETags and cookies',
      'difference ETags cookies',
      'ETags vs cookies',
    ]);
    expect(queries('What does "eventual consistency" mean in databases?')).to.deep.equal([
      'eventual consistency mean in databases',
      'eventual consistency mean databases',
      '"eventual consistency" mean databases',
    ]);
    expect(queries('Kannst du mir bitte erklären, wie man in Rust einen Thread startet?')).to.deep.equal(['in Rust einen Thread startet', 'Rust Thread startet']);
    expect(queries('什么是量子计算？')).to.deep.equal(['量子计算', '量子 计算']);
    expect(queries('量子コンピュータとは何ですか？')).to.deep.equal(['量子コンピュータ', '量子 コンピュータ']);
  });

  it('says a query once', () => {
    expect(analyzeByRules('What is RxJS?').queries).to.deep.equal(['RxJS']);
    expect(analyzeByRules('tides TIDES Tides').terms).to.deep.equal(['tides']);
  });

  it('keeps what is made of small words only', () => {
    expect(analyzeByRules('To be, or not to be?').queries).to.deep.equal(['To be, or not to be']);
  });

  it('keeps names whole', () => {
    expect(analyzeByRules('How fast is node.js 26 with C++ addons, HTTP/2 and GPT-5?').terms).to.deep.equal(['fast', 'node.js', '26', 'C++', 'addons', 'HTTP', '2', 'GPT-5']);
  });

  it('searches a long question by the sentence that asks, and by what it comes back to', () => {
    const story = 'We moved the harbour office last year and everything is different since then. '.repeat(4);
    const {queries, terms} = analyzeByRules(`${story}How high do the tides rise in Hamburg? Thank you, and tides matter.`);
    expect(queries[0]).to.equal('high do the tides rise in Hamburg');
    expect(terms).to.include.members(['harbour', 'tides']);
  });

  describe('when there is nothing to search for', () => {
    const searchless: Readonly<Record<string, readonly string[]>> = {
      unclear: ['???', '!', '…', '🙂', '—', 'asdf', 'asdf asdf', 'ASDF!', 'asdfjkl', 'qweasd', 'dfgdfg', 'lkjh', 'aaaaaaa', 'hahaha', 'blablabla', 'why?', 'How', 'warum?', 'pourquoi ?', 'please'],
      greeting: ['hello', 'Hi there!', '¡Hola!', 'danke', '“Привет!”', '你好！', 'こんにちは。'],
    };
    for (const [intent, questions] of Object.entries(searchless)) {
      it(`makes no query of what is ${intent}`, () => {
        for (const question of questions) expect(analyzeByRules(question), question).to.deep.include({intent, queries: [], terms: []});
      });
    }

    it('takes a name for one, however odd', () => {
      for (const question of ['asdf version manager', 'qwerty', 'hjkl', 'WHO', 'IT', 'Wert', 'strncmp', 'C', '42', 'π', 'couscous', 'rhythm', 'AAAA record', 'what is asdf', 'aaa rating', 'xxxx beer', 'tree', 'pop', 'why not', '怎么用中文说你好?', 'как сказать по-английски привет', '日本語でこんにちは', 'ماذا تعني كلمة مرحبا']) {
        expect(analyzeByRules(question).queries, question).not.to.deep.equal([]);
      }
    });
  });

  describe('when a question names a time', () => {
    const today = '2026-11-25';
    const times: Readonly<Record<string, readonly string[]>> = {
      day: ['news today', 'Was geschah heute in Berlin?', '今日のニュース', 'What is the weather today in Oslo?', 'Who won the match today?', 'breaking news about the floods'],
      week: ['news this week', 'What happened last week?', 'latest news on Lit', 'Nachrichten diese Woche', 'actualités de cette semaine', '本周新闻'],
      month: ['new films this month', 'films du mois dernier', 'news about Lit'],
      year: ['latest RxJS release', 'What is the newest iPhone?', 'aktuelle Version von Node', 'última versión de Node', '最新 iPhone 价格'],
      '2026-11-24to2026-11-25': ['What happened yesterday?', 'Was geschah gestern?'],
      '2026-01-01to2026-11-25': ['best laptops this year', 'best laptops 2026', 'best laptops in 2026', '2026年 人気の映画'],
      '2025-01-01to2026-11-25': ['films of last year', 'World Cup 2025', 'floods in 2025', 'letztes Jahr Hochwasser'],
      '2022-01-01to2023-12-31': ['World Cup in 2022', 'Hochwasser im Jahr 2022'],
      '2019-01-01to2026-11-25': ['changes since 2019', 'Änderungen seit 2019', 'news about Lit since 2019'],
      '2026-03-01to2026-11-25': ['news about tides since 2026-03', 'floods since March 2026', 'Hochwasser seit März 2026'],
      '2026-03-05to2026-11-25': ['what changed since 2026-03-05', 'what happened after March 5, 2026', 'latest news since the 5th March 2026'],
      '2024-03-01to2024-04-30': ['floods in March 2024', 'Hochwasser im März 2024', 'inondations mars 2024', 'inundaciones de marzo de 2024'],
      '2024-03-05to2024-03-12': ['what happened on 2024-03-05', 'the storm of March 5, 2024', 'the storm of 5th March 2024', 'Sturm am 5. März 2024'],
    };
    for (const [freshness, questions] of Object.entries(times)) {
      it(`takes it for ${freshness}`, () => {
        for (const question of questions) expect(analyzeByRules(question, today).freshness, question).to.equal(freshness);
      });
    }

    it('does not take for a time what is none, or is out of reach', () => {
      for (const question of ['What causes tides?', 'How does ES2015 differ?', 'install SQL Server 2016', 'Rome in 1492', 'Olympics 2028', 'Olympics in 2030', '2026-13-45 ship', 'room 2024-25', 'life expectancy in 1990', 'Blade Runner 2049', 'may 2 people', 'Where did Mars 2020 land?', 'Mars 2020', 'the Mars 2020 rover and its cameras', 'breaking changes in React 19', 'What is Latin used for today?', 'Why is Rome important today?', 'How do people use slide rules today?', 'Wird Latein heute noch gesprochen?']) {
        expect(analyzeByRules(question, today), question).not.to.have.property('freshness');
      }
    });
  });

  describe('when a question names a site', () => {
    const sitesOf = (question: string) => {
      const {sites = [], onlySites = false, queries} = analyzeByRules(question);
      return {sites, onlySites, query: queries[0]};
    };

    it('searches only where `site:` says', () => {
      expect(sitesOf('site:example.org spring tides')).to.deep.equal({sites: ['example.org'], onlySites: true, query: 'spring tides'});
      expect(sitesOf('tides site:a.example.org site:https://B.example/path')).to.deep.equal({sites: ['a.example.org', 'b.example'], onlySites: true, query: 'tides'});
      expect(sitesOf('site:example.org')).to.deep.include({sites: ['example.org'], onlySites: true, query: 'example.org'});
    });

    it('knows sites by their names, and by their hosts', () => {
      const names: Readonly<Record<string, readonly [site: string, query: string]>> = {
        'How are the margins of a box collapsed on MDN?': ['developer.mozilla.org', 'margins of a box collapsed'],
        'On MDN, how are the margins of a box collapsed?': ['developer.mozilla.org', 'margins of a box collapsed'],
        'Gezeiten auf Wikipedia': ['wikipedia.org', 'Gezeiten'],
        'tides according to wikipedia': ['wikipedia.org', 'tides'],
        'rxjs retry on stack overflow': ['stackoverflow.com', 'rxjs retry'],
        'opening hours on www.museum.example.org': ['museum.example.org', 'opening hours'],
        'release notes at nodejs.org?': ['nodejs.org', 'release notes'],
      };
      for (const [question, [site, query]] of Object.entries(names)) expect(sitesOf(question), question).to.deep.equal({sites: [site], onlySites: false, query});
    });

    it('does not take for a site what is none', () => {
      for (const question of ['cache in GitHub Actions', 'tutorial on node.js', 'routing on asp.net', 'who owns reddit', 'on github actions caching', 'What is MDN?', 'cook on medium']) {
        expect(sitesOf(question).sites, question).to.deep.equal([]);
      }
    });
  });

  it('searches for each thing that a bare word may mean, and for one where more is said', () => {
    expect(analyzeByRules('What is Mercury?')).to.deep.include({
      ambiguity: {term: 'Mercury', senses: ['planet', 'chemical element', 'Roman god']},
      queries: ['Mercury planet', 'Mercury chemical element', 'Mercury Roman god'],
    });
    for (const question of ['How far is Mercury from the Sun?', 'python generators', 'tides', 'constructor']) expect(analyzeByRules(question), question).not.to.have.property('ambiguity');
  });

  const intents: Readonly<Record<string, readonly string[]>> = {
    greeting: ['hello', 'Hi there!', 'Guten Morgen', 'Bonjour à tous', '你好', 'thanks'],
    comparison: ['rxjs vs most.js', 'Difference between TCP and UDP', 'Unterschied zwischen React und Vue', '猫和狗的区别'],
    'how-to': ['How do I install Node on Debian?', 'how to boil an egg', 'Wie kann ich Wein lagern?', 'Comment faire du pain', '怎么学习中文'],
    news: ['latest news on Lit', 'Was geschah heute in Berlin?', '最新 iPhone 价格'],
    definition: ['What is a black hole?', 'Was ist Photosynthese?', 'what does idempotent mean', '什么是量子计算', "C'est quoi l'inflation"],
    answer: ['What is the capital of France?', 'What causes tides?', 'Why is the sky blue?', 'hello world program in Rust', 'highest mountain'],
  };
  for (const [intent, questions] of Object.entries(intents)) {
    it(`tells the intent ${intent}`, () => {
      for (const question of questions) expect(analyzeByRules(question).intent, question).to.equal(intent);
    });
  }

  it('has something to search for, within its limits, whatever it is asked', () => {
    const notBlank = fc.string({unit: 'grapheme', minLength: 1, maxLength: 2_000}).filter((question) => question.trim() !== '');
    const wordy = fc.array(fc.constantFrom('what', 'is', 'the', 'Wärmepumpe', '"', '量子', 'vs', 'between', 'and', '?', '.', 'ist', 'C++', ':', '“'), {minLength: 1, maxLength: 300}).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(notBlank, wordy), (question) => {
        const {queries, language, terms, intent} = analyzeByRules(question);
        expect(queries.length).to.be.within(isSearchless(intent) ? 0 : 1, isSearchless(intent) ? 0 : 3);
        expect(new Set(queries).size).to.equal(queries.length);
        for (const query of queries) {
          expect(query.trim()).not.to.equal('');
          expect(query.length).to.be.at.most(MAX_QUERY_LENGTH);
        }
        expect(terms.length).to.be.at.most(MAX_TERMS);
        expect(Intl.getCanonicalLocales(language)).to.have.lengthOf(1);
        expect(INTENTS).to.include(intent);
      }),
      atLeast(500),
    );
  });

  it('takes linear time over hostile input', () => {
    for (const piece of ['between a and ', 'a vs ', '"', 'a-', '¿', 'what is ', 'hi, ']) {
      const startedAt = performance.now();
      analyzeByRules(piece.repeat(2_000 / piece.length));
      expect(performance.now() - startedAt, piece).to.be.below(500);
    }
  });
});
