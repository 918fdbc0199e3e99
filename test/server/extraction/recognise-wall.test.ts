import {expect} from 'chai';
import {readHtml} from '../../../server/extraction/read-html.ts';
import type {Wall} from '../../../server/extraction/recognise-wall.ts';

const prose = '<p>The sea rises and falls twice a day, and the moon is to blame for most of it, as sailors have known for thousands of years.</p>';

/** What sites show in place of a page, shortened. */
const shown: Readonly<Record<Wall, Readonly<Record<string, string>>>> = {
  challenge: {
    Cloudflare: '<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={cType:"managed"}</script><script src="/cdn-cgi/challenge-platform/h/b/x.js"></script>',
    'an older Cloudflare': '<title>Attention Required! | Cloudflare</title><h1>One more step</h1><p>Please complete the security check to access example.com</p><div class="cf-turnstile"></div>',
    PerimeterX: '<title>Access to this page has been denied</title><div id="px-captcha"></div><p>Press & Hold to confirm you are a human (and not a bot).</p>',
    DataDome: '<title>example.com</title><p id="cmsg">Please enable JS and disable any ad blocker</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
    Imperva: '<title>Pardon Our Interruption</title><p>As you were browsing something about your browser made us think you were a bot.</p>',
    Akamai: '<title>Access Denied</title><h1>Access Denied</h1><p>You don\'t have permission to access "http://a.example/" on this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab',
    Google: '<title>https://www.google.com/search</title><p>Our systems have detected unusual traffic from your computer network. <form id="captcha-form"><div class="g-recaptcha"></div></form>',
    Anubis: '<title>Making sure you\'re not a bot!</title><script id="anubis_challenge" type="application/json">{}</script><p>Loading...</p>',
    'a German one': '<title>Sicherheitsprüfung</title><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>',
  },
  consent: {
    Google: '<title>Before you continue</title><h1>Before you continue to Google</h1><p>We use cookies and data to deliver services. Consent is asked.</p><button>Reject all</button><button>Accept all</button>',
    'a publisher': '<title>News</title><h2>We value your privacy</h2><p>We and our partners store and/or access information on a device, such as cookies. See our cookie policy. With your consent we may use data.</p><button>Manage options</button><button>Accept all</button>',
    'a German publisher': '<title>Zeitung</title><h2>Bevor Sie fortfahren</h2><p>Wir und unsere Partner verwenden Cookies. Zum Consent-Dialog.</p><button>Alle akzeptieren</button><button>Alle ablehnen</button>',
  },
  login: {
    'a form': '<title>Sign in</title><form><p>Please sign in to continue.</p><input type="email"><input type="password"><button>Sign in</button></form>',
    'a German form': '<title>Anmelden</title><p>Bitte anmelden.</p><form><input name=p type=password></form>',
  },
  scripts: {
    React: '<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/js/main.js"></script>',
    Angular: '<title>App</title><app-root></app-root><script src="main.js"></script>',
    'nothing at all': '<title>App</title><div class="x"></div><script src="main.js"></script>',
    'a loading line': '<title>App</title><div id="__next"></div><p>Loading…</p><script src="main.js"></script>',
  },
};

describe('recogniseWall', () => {
  for (const [wall, pages] of Object.entries(shown)) {
    for (const [whose, html] of Object.entries(pages)) {
      it(`tells ${wall}: ${whose}`, async () => {
        expect((await readHtml('https://a.example/page', html)).wall).to.equal(wall);
      });
    }
  }

  it('tells a consent form and a login by where the reader was sent', async () => {
    const html = '<title>Yahoo</title><p>Yahoo is part of a family of brands.</p><button>Accept</button>';
    expect((await readHtml('https://consent.yahoo.example/v2/collectConsent', html)).wall).to.equal('consent');
    expect((await readHtml('https://a.example/users/sign_in', '<title>Members</title><p>Log in with your account.</p>')).wall).to.be.undefined;
    expect((await readHtml('https://a.example/login?next=/page', '<title>Members</title><p>Log in with your account.</p>')).wall).to.equal('login');
  });

  const pages: Readonly<Record<string, string>> = {
    'an article about captchas': `<title>How captchas work</title><article><h1>Are you a robot?</h1>${prose.repeat(15)}<p>Cloudflare says “just a moment”.</p><div class="g-recaptcha"></div></article>`,
    'an article with a login in its head': `<title>Tides</title><form>Log in <input type=password></form><article>${prose.repeat(15)}</article>`,
    'an article with a cookie bar': `<title>Tides</title><div class=bar>We value your privacy. Cookie policy. Consent. <button>Accept all</button><button>Reject all</button></div><article>${prose.repeat(30)}</article>`,
    'a short page with scripts': `<title>Tides</title>${prose}<script src=a.js></script>`,
    'a short page about cookies': `<title>Cookies</title><h1>Butter cookies</h1><p>Accept no other recipe: mix butter, sugar and flour, and bake for ten minutes.</p>`,
    'a documentation of sign-in': `<title>Sign in with tokens</title><h1>Sign in</h1>${prose.repeat(8)}<pre>&lt;input type="password"&gt;</pre>`,
  };
  for (const [what, html] of Object.entries(pages)) {
    it(`takes ${what} for what it is`, async () => {
      expect((await readHtml('https://a.example/page', html)).wall).to.be.undefined;
    });
  }
});
