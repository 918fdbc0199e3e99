import {expect} from 'chai';
import {contentOf, toChunk} from '../../../server/http/http-chunk.ts';

describe('toChunk', () => {
  it('frames a text by its length in bytes, in hexadecimal', () => {
    expect(toChunk('data: "tide"\n\n').toString()).to.equal('e\r\ndata: "tide"\n\n\r\n');
    expect(toChunk('潮 and tide 🌊').toString()).to.equal('11\r\n潮 and tide 🌊\r\n');
  });

  it('makes nothing of nothing: an empty chunk would end the body', () => expect(toChunk('')).to.have.lengthOf(0));

  it('can be undone, also where several stand in a row', () => {
    expect(contentOf(Buffer.concat([toChunk('retry: 5\n'), toChunk(''), toChunk('a\r\n\r\nb\r\n')])).toString()).to.equal('retry: 5\na\r\n\r\nb\r\n');
    expect(contentOf(Buffer.alloc(0))).to.have.lengthOf(0);
  });

  it('can be undone, byte by byte', () => expect(contentOf(toChunk('a\r\n\r\nb\r\n')).toString()).to.equal('a\r\n\r\nb\r\n'));
});
