import {expect} from 'chai';
import {lastValueFrom, of} from 'rxjs';
import {type PageOutcome, readPage} from '../../../server/enrichment/read-page.ts';
import {cutPassages} from '../../support/cut-passages.ts';
import {fakePageReader, pageText} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';

describe('readPage', () => {
  const terms = new Set(['潮汐']);
  const long = pageText('Tides', ...Array.from({length: 400}, () => '月亮的引力引起潮汐，每天两次涨潮，人工智能正在改变世界。'.repeat(20)));
  const read = () => readPage(hitOf('https://a.example/'), {readers: [fakePageReader({'https://a.example/': of(long)})], terms, endsAt: Infinity, timeoutMs: 5_000, maxLength: Infinity, ref: ''});

  it('cuts a long page over many turns of the event loop, as if in one', async () => {
    const heard: PageOutcome[] = [];
    const whole = read();
    const subscription = whole.subscribe((outcome) => heard.push(outcome));
    expect(heard).to.deep.equal([]);
    subscription.unsubscribe();
    const outcome = await lastValueFrom(whole);
    expect(outcome.kind === 'read' && outcome.read.passages).to.deep.equal(cutPassages(long.blocks, terms).passages);
    expect(heard).to.deep.equal([]);
  });
});
