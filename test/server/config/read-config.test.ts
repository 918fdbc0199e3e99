import {expect} from 'chai';
import fc from 'fast-check';
import {type ConfigRequest, ConfigError, readConfig, toFlag} from '../../../server/config/read-config.ts';
import {describeForTerminal, describeInMarkdown} from '../../../server/config/describe-settings.ts';
import {type SettingName, settings} from '../../../server/config/settings.ts';

const names = Object.keys(settings) as SettingName[];
const configOf = (request: ConfigRequest) => {
  if (request.kind === 'help') throw new Error('it asked for help');
  return request.config;
};

describe('readConfig', () => {
  it('needs nothing: every setting has a default', () => {
    expect(configOf(readConfig([], {}))).to.deep.include({
      HOST: '127.0.0.1',
      PORT: 3000,
      SEARCH: [],
      BRAVE_API_KEY: undefined,
      FRAME_MS: 33,
      LLM_FIRST_TOKEN_MS: 30_000,
      ALLOWED_ORIGINS: [],
    });
  });

  it('reads the environment, and a flag wins', () => {
    const environment = {PORT: '4000', LLM_BASE_URL: 'http://127.0.0.1:4000/v1/', HOST: ''};
    const config = configOf(readConfig(['--port', '5000', '--allowed-origins=https://a.example,https://b.example'], environment));
    expect(config).to.deep.include({PORT: 5000, HOST: '127.0.0.1', LLM_BASE_URL: 'http://127.0.0.1:4000/v1', ALLOWED_ORIGINS: ['https://a.example', 'https://b.example']});
  });

  it('tells which variables it will not heed', () => {
    expect(readConfig([], {REDIS_URL: 's', ROBOTS: '', PATH: '/bin'})).to.deep.include({ignored: ['REDIS_URL']});
  });

  it('is asked for help', () => {
    for (const flag of ['--help', '-h']) expect(readConfig([flag], {PORT: 'x'})).to.deep.equal({kind: 'help'});
  });

  const bad: readonly (readonly [string, Record<string, string>, string])[] = [
    ['a port that is no number', {PORT: 'http'}, 'PORT must be a whole number from 0 to 65535, not "http"'],
    ['a port out of range', {PORT: '70000'}, 'PORT must be a whole number from 0 to 65535, not "70000"'],
    ['a fraction', {FRAME_MS: '1.5'}, 'FRAME_MS must be a whole number from 0 to 10000, not "1.5"'],
    ['an unknown search provider', {SEARCH: 'google'}, 'SEARCH names "google", which is none of brave, searxng, corpus'],
    ['SearXNG without a URL', {SEARCH: 'searxng'}, 'SEARCH names "searxng", which needs SEARXNG_URL'],
    ['an unknown way to search', {SEARCH_MODE: 'both'}, 'SEARCH_MODE must be one of failover, parallel, not "both"'],
    ['Brave without a key', {SEARCH: 'brave'}, 'SEARCH names "brave", which needs BRAVE_API_KEY'],
    ['a provider twice', {SEARCH: 'corpus,corpus'}, 'SEARCH names a provider twice'],
    ['an origin with a path', {ALLOWED_ORIGINS: 'https://a.example/x'}, 'ALLOWED_ORIGINS must be origins such as https://example.org, https://*.example.org or http://localhost:*, not "https://a.example/x"'],
    ['a pattern in the middle of an origin', {ALLOWED_ORIGINS: 'https://a.*.example'}, 'ALLOWED_ORIGINS must be origins'],
    ['the origin null', {ALLOWED_ORIGINS: 'null'}, 'ALLOWED_ORIGINS must be origins'],
    ['a host with a port', {ALLOWED_HOSTS: 'a.example:80'}, 'ALLOWED_HOSTS must be host names such as answers.example, not "a.example:80"'],
    ['credentials in an address, without repeating them', {SEARXNG_URL: 'https://me:s3cr3t@a.example'}, 'SEARXNG_URL must be an http or https URL without credentials, not "https://…@a.example"'],
    ['a base URL of another scheme', {LLM_BASE_URL: 'ftp://a.example'}, 'LLM_BASE_URL must be an http or https URL without credentials, not "ftp://a.example"'],
    ['models without a server', {LLM_MODELS: 'gpt'}, 'LLM_MODELS needs LLM_BASE_URL'],
    ['an unknown log level', {LOG_LEVEL: 'loud'}, 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "loud"'],
    ['a private host that is none', {FETCH_ALLOW_PRIVATE: 'http://x/'}, 'FETCH_ALLOW_PRIVATE must name hosts'],
  ];
  for (const [name, environment, message] of bad) {
    it(`refuses ${name} in one clear line`, () => {
      expect(() => readConfig([], environment)).to.throw(ConfigError, message);
    });
  }

  it('refuses a secret that can be guessed without repeating it', () => {
    expect(() => readConfig([], {TOKEN_SECRET: 'swordfish'})).to.throw(ConfigError, /^TOKEN_SECRET must be at least 32 bytes long(?!.*swordfish)/);
  });

  it('refuses a flag it does not know, and a stray word', () => {
    expect(() => readConfig(['--prot', '1'], {})).to.throw(ConfigError, "Unknown option '--prot'");
    expect(() => readConfig(['3000'], {})).to.throw(ConfigError, 'Unexpected argument');
  });

  it('takes any text for any setting, or refuses it in one line that names the setting', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({unit: 'binary'}), (name, text) => {
        try {
          readConfig([], {[name]: text});
        } catch (error) {
          expect(error).to.be.instanceOf(ConfigError);
          expect((error as Error).message.startsWith(name)).to.equal(true);
        }
      }),
    );
  });
});

describe('the description of settings', () => {
  it('names every setting, as a flag and as a variable', () => {
    for (const name of names) {
      expect(describeForTerminal()).to.contain(`--${toFlag(name)} `);
      expect(describeInMarkdown()).to.contain(`| \`${name}\` |`);
    }
  });
});
