import {expect} from 'chai';
import fc from 'fast-check';
import {nowUs, stampedToken, StampReader, TOKEN_BYTES} from '../../perf/support/token-stamp.ts';

const latest = 36 ** 9 - 1;

describe('perf: token stamps', () => {
  it('make tokens of 15 bytes', () => {
    for (const us of [0, 1, nowUs(), latest]) expect(Buffer.byteLength(stampedToken(us))).to.equal(TOKEN_BYTES);
  });

  it('are read once each and in order, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: latest})), fc.array(fc.integer({min: 1, max: 40})), (times, cuts) => {
        let rest = Buffer.from(times.map((us) => `data: {"text":"${stampedToken(us)}ä~"}\n\n`).join(''));
        const reader = new StampReader();
        const found: number[] = [];
        for (const cut of cuts) {
          found.push(...reader.push(rest.subarray(0, cut)));
          rest = rest.subarray(cut);
        }
        expect([...found, ...reader.push(rest)]).to.deep.equal(times);
      }),
    );
  });

  it('are of a clock that does not go back', () => {
    const before = nowUs();
    expect(nowUs()).to.be.at.least(before);
  });
});
