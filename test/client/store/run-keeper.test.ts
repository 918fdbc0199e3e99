import {expect} from '@open-wc/testing';
import {RunKeeper} from '../../../client/store/run-keeper.ts';

describe('RunKeeper', () => {
  const run = {sessionId: 's1', question: 'Why two tides?', before: []};
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the storage, and put back
  const {setItem} = Storage.prototype;
  let writes = 0;

  beforeEach(() => {
    writes = 0;
    Storage.prototype.setItem = function (this: Storage, ...args) {
      writes += 1;
      setItem.apply(this, args);
    };
  });

  afterEach(() => {
    Storage.prototype.setItem = setItem;
    sessionStorage.clear();
  });

  it('gives a page that is loaded again the run that was kept', () => {
    new RunKeeper('here').keep(run);
    expect([new RunKeeper('here').read(), new RunKeeper('there').read()]).to.deep.equal([run, undefined]);
  });

  it('writes once what it is told once a frame', () => {
    const keeper = new RunKeeper('here');
    for (let frame = 0; frame < 3; frame++) keeper.keep({...run});
    expect(writes).to.equal(1);
    keeper.keep({...run, sessionId: 's2'});
    expect([writes, keeper.read()?.sessionId]).to.deep.equal([2, 's2']);
  });

  it('keeps again what was forgotten', () => {
    const keeper = new RunKeeper('here');
    keeper.keep(run);
    keeper.forget();
    expect(keeper.read()).to.equal(undefined);
    keeper.keep(run);
    expect(keeper.read()).to.deep.equal(run);
  });
});
