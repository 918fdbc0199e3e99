import {expect} from 'chai';
import manifest from '../../package.json' with {type: 'json'};
import {version} from '../../server/version.ts';

describe('version', () => {
  it('is the one of the package', () => {
    expect(version).to.equal(manifest.version);
  });
});
