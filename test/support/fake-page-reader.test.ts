import {setTimeout as delay} from 'node:timers/promises';
import {waitingPageReaderContract} from '../contract/page-reader.ts';
import {fakePageReader, pageText} from './fake-page-reader.ts';
import {hitOf} from './hits.ts';

waitingPageReaderContract('fakePageReader', () => {
  const reader = fakePageReader({'https://good.example/': pageText('Good', 'Some text.'), 'https://stalling.example/': 'stalls'});
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await delay(1);
  };
  return {
    reader,
    good: hitOf('https://good.example/'),
    bad: hitOf('https://missing.example/'),
    foreign: hitOf('/v1/corpus/42'),
    stalling: hitOf('https://stalling.example/'),
    begun: () => reader.begun.length,
    hasBegun: (count) => until(() => reader.begun.length >= count),
    isIdle: () => until(() => reader.open === 0),
    close: () => undefined,
  };
});
