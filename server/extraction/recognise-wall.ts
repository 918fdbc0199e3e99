/** server/extraction - tells when a site shows something else in place of a page: a test for humans, a consent form, a login, or nothing without scripts. */
import type {TextBlock} from '../enrichment/page-reader.ts';

/** What stands before a page. */
export type Wall = 'challenge' | 'consent' | 'login' | 'scripts';

/** What is known of a page that came. */
export interface ShownPage {
  /** Where it was found in the end, redirects followed. */
  readonly url: string;
  readonly html: string;
  readonly title: string;
  readonly blocks: readonly TextBlock[];
}

/** Marks that are looked for in as much of the HTML. */
const scanLength = 200_000;
/** A page that says as much is a page, whatever else is in it. In characters. */
const pageLength = 1_500;
/** Consent forms are wordy. */
const consentLength = 4_000;
/** What is said beside scripts that would say the rest. */
const shellLength = 200;

const challengeMarks =
  /cf-chl-|challenge-platform|cf_chl_opt|_Incapsula_Resource|px-captcha|captcha-delivery\.com|ddos-guard|\/_sec\/cp_challenge|awswaf|aws-waf-token|anubis_challenge|g-recaptcha|h-captcha|cf-turnstile|geo\.captcha|perimeterx/iu;
const challengeWords =
  /just a moment|attention required|checking (?:if the site connection is secure|your browser)|verif(?:y|ying) (?:that )?you(?:'|’)?(?: a)?re (?:a )?(?:not a robot|human)|are you (?:a robot|human)|not a (?:robot|bot)\b|enable javascript and cookies to continue|pardon our interruption|unusual (?:traffic|activity)|automated (?:access|requests|queries)|security check|complete the (?:captcha|security)|ddos protection|bestätigen sie, dass sie (?:ein mensch|kein roboter)|vérifi\w+ que vous (?:êtes humain|n['’]êtes pas un robot)|no eres un robot|подтвердите, что вы не робот/iu;
const deniedWords = /access (?:to this page )?(?:has been )?denied|request (?:was )?(?:blocked|rejected)|you have been blocked|you don(?:'|’)t have permission to access/iu;

const consentHosts = /^(?:consent|guce|privacy-mgmt|cmp)\./u;
const consentWords =
  /before you continue|we (?:and our partners )?(?:value|care about|respect) your privacy|cookies? (?:policy|consent|settings|preferences)|consent|data protection|bevor sie fortfahren|wir (?:und unsere partner )?(?:verwenden|nutzen|schätzen)|avant de continuer|nous (?:et nos partenaires )?(?:utilisons|respectons)|antes de continuar|prima di continuare/giu;
const consentChoices =
  /\b(?:accept|agree|reject|refuse|allow|decline)(?: to)?(?: all| and continue| &amp; continue|\b)|manage (?:options|settings|preferences|cookies)|alle[sn]? (?:akzeptieren|ablehnen)|akzeptieren|tout (?:accepter|refuser)|accepter|aceptar|rechazar|accetta|rifiuta/giu;

const loginPath = /\/(?:log-?in|sign-?in|sso|auth(?:orize)?|accounts?\/login|checkpoint)\b/iu;
const loginWords = /\b(?:log|sign)[ -]?in\b|\blog into\b|anmelden|einloggen|(?:se )?connecter|connexion|iniciar sesión|accedi|войти|登录|ログイン/iu;

const scriptWords = /(?:enable|activate|requires?|needs?|without|turn on|use|disabled).{0,30}javascript|javascript.{0,40}(?:enable|activate|required?|disabled|turned off|needed)|aktivieren sie.{0,20}javascript|activer javascript/iu;

/**
 * Tells what stands before a page, by rules for pages that say little: an article about captchas is an article.
 * @returns `undefined` when it seems to be the page itself.
 */
export function recogniseWall({url, html, title, blocks}: ShownPage): Wall | undefined {
  const shown = blocks.map(({text}) => text).join('\n').slice(0, consentLength + 1);
  if (shown.length > consentLength) return undefined;
  const head = html.slice(0, scanLength);
  const said = `${title}\n${shown}`;
  if (isConsent(url, head, said)) return 'consent';
  if (shown.length > pageLength) return undefined;
  if (isChallenge(head, said)) return 'challenge';
  if (isLogin(url, head, said, shown)) return 'login';
  return isShell(head, shown) ? 'scripts' : undefined;
}

/** Whether the body of an error, such as a 403, is a test for humans. */
export const isChallengeBody = (html: string): boolean => challengeMarks.test(html.slice(0, scanLength)) || challengeWords.test(html.slice(0, scanLength));

function isConsent(url: string, html: string, said: string): boolean {
  const choices = count(html, consentChoices);
  const isHost = consentHosts.test(URL.parse(url)?.hostname ?? '');
  return choices >= 1 && (isHost || (choices >= 2 && count(said, consentWords) >= 2 && said.length < pageLength * 2));
}

function isChallenge(html: string, said: string): boolean {
  const isMarked = challengeMarks.test(html);
  if (challengeWords.test(said)) return isMarked || said.length < 600;
  return (isMarked && said.trim().length < 300 && !/<input[^>]{1,300}type=["']?(?:password|email)/iu.test(html)) || (deniedWords.test(said) && said.length < 600);
}

function isLogin(url: string, html: string, said: string, shown: string): boolean {
  if (!loginWords.test(said)) return false;
  const asks = /<input[^>]{1,300}type\s*=\s*["']?password/iu.test(html);
  return shown.length < 600 && (asks || loginPath.test(URL.parse(url)?.pathname ?? ''));
}

/** Hardly a word, and scripts that would say more. */
function isShell(html: string, shown: string): boolean {
  if (!/<script\b/iu.test(html)) return false;
  if (shown.length === 0) return true;
  if (shown.length > shellLength) return false;
  return scriptWords.test(shown) || /<(?:div|main|section|app-root)\b[^>]{0,200}\bid\s*=\s*["']?(?:root|app|__next|__nuxt|svelte|gatsby|___gatsby|react-root|main-app)["']?[^>]{0,200}>\s*<\/|<app-root\b[^>]{0,200}>\s*<\//iu.test(html);
}

const count = (text: string, pattern: RegExp): number => new Set(text.match(pattern)?.map((match) => match.toLowerCase())).size;
