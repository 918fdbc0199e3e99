import {expect} from 'chai';
import fc from 'fast-check';
import {textLanguage} from '../../../server/analysis/text-language.ts';

describe('textLanguage', () => {
  for (const [language, text] of [
    ['en', 'The tides of the sea are caused by the gravity of the Moon, which pulls the water on the near side.'],
    ['de', 'Die Gezeiten des Meeres werden durch die Anziehungskraft des Mondes verursacht, der das Wasser anzieht.'],
    ['fr', 'Les marées de la mer sont causées par la gravité de la Lune, qui attire l’eau du côté le plus proche.'],
    ['es', 'Las mareas del mar son causadas por la gravedad de la Luna, que atrae el agua del lado más cercano.'],
    ['ja', '潮汐は月の引力によって引き起こされる。'],
    ['zh', '潮汐是由月球的引力引起的。'],
    ['ru', 'Приливы вызваны притяжением Луны, которая притягивает воду.'],
  ] as const) {
    it(`knows ${language}`, () => {
      expect(textLanguage(text)).to.equal(language);
    });
  }

  it('does not guess at code, names and single words', () => {
    for (const text of ['', 'API', 'const a = 1; npm install foo', 'Koa Express Fastify Hapi', '42 | 17 | 3']) expect(textLanguage(text), text).to.be.undefined;
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 200}), (text) => {
        expect(textLanguage(text)).to.not.equal('und');
      }),
    );
    // Strings of every script take their time on a busy machine; how long is not what is tested here.
  }).timeout(0);
});
