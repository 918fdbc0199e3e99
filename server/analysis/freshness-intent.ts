/** server/analysis - when what a question seeks was published, as far as its words tell. Pure. */
import {says} from './says.ts';

const DAY = says('tonight|breaking news|last 24 hours', '今晚|今夜|오늘밤');
const TODAY = says('today|heute|aujourd.hui|hoy|oggi|vandaag|hoje|сегодня', '今日|今天|오늘');
/** What is asked of today and changes by the day. */
const DAILY = says(
  'news|headlines|weather|forecast|prices?|rates?|scores?|stocks?|happen\\p{L}*|nachrichten|schlagzeilen|wetter|kurse?|preise?|passiert|geschah|actualités?|météo|temps|prix|cours|noticias|tiempo|clima|precios?|notizie|tempo|prezz[oi]|nieuws|weer|prijs|notícias|preços?|новости|погода|курс|цена',
  '新闻|天气|价格|ニュース|天気|価格|뉴스|날씨|가격',
);
/** Where `today` is no day but these times: `What is Latin used for today?` */
const NOWADAYS = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${[
    ...['why', 'how(?! much)', 'what(?:[’\']?s| is| are)', 'warum', 'wieso', 'wie', 'was (?:ist|sind)', 'pourquoi', 'comment', 'qu[’\']est-ce', 'por qué', 'cómo', 'qué (?:es|son)', 'perché', 'come', 'cos[’\']è'],
    ...['waarom', 'hoe', 'wat (?:is|zijn)', 'por que', 'como', 'o que (?:é|são)', 'почему', 'как', 'что такое'],
  ].join('|')})(?!\\p{L})|${says('used?|still|verwendet|benutzt|genutzt|noch|utilisée?s?|encore|usad[oa]s?|todavía|aún|usat[oaie]|ancora|gebruikt|nog|ainda|используют|ещё', '为什么|如何|怎么|还在|なぜ|どう|まだ|아직').source}`,
  'iu',
);
const YESTERDAY = says('yesterday|gestern|ayer|ieri|gisteren|ontem|вчера', '昨天|昨日|어제');
const WEEK = says(
  '(?:this|past|last|previous) week|(?:last|past) (?:7|seven) days|(?:diese|letzte|vergangene)[rn]? woche|cette semaine|semaine (?:dernière|passée)|esta semana|semana pas[as]ada|questa settimana|settimana scorsa|(?:deze|vorige|afgelopen) week|на (?:этой|прошлой) неделе',
  '本周|这周|上周|今週|先週|이번 ?주|지난 ?주',
);
const MONTH = says(
  '(?:this|past|last|previous) month|(?:last|past) 30 days|(?:dies|letzt|vergangen)e[rsn]? monat|ce mois(?:-ci)?|mois dernier|este m[eê]s|mes pasado|mês passado|questo mese|mese scorso|(?:deze|vorige|afgelopen) maand|в (?:этом|прошлом) месяце',
  '本月|这个月|上个月|今月|先月|이번 ?달|지난 ?달',
);
const THIS_YEAR = says('this year|dieses jahr|cette année|este año|quest.anno|dit jaar|este ano|в этом году', '今年|올해');
const LAST_YEAR = says('last year|letztes jahr|l.année dernière|año pasado|anno scorso|vorig jaar|ano passado|в прошлом году', '去年|昨年|작년');
const LATEST = says(
  'latest|newest|most recent|recent(?:ly)?|up to date|neueste\\p{L}*|aktuell\\p{L}*|jüngste\\p{L}*|dernière?s?|récent\\p{L}*|últim[oa]s?|reciente\\p{L}*|ultim[eio]|laatste|последн\\p{L}*|новейш\\p{L}*',
  '最新|최신',
);
const NEWS = says('news|headlines|nachrichten|schlagzeilen|actualités?|noticias|notizie|nieuws|notícias|новости', '新闻|ニュース|뉴스');

const MONTHS = [
  'january|januar|janvier|enero|gennaio|januari|janeiro', 'february|februar|février|febrero|febbraio|februari|fevereiro', 'march|märz|mars|marzo|maart|março',
  'april|avril|abril|aprile', 'may|mai|mayo|maggio|mei|maio', 'june|juni|juin|junio|giugno|junho', 'july|juli|juillet|julio|luglio|julho', 'august|août|agosto|augustus',
  'september|septembre|septiembre|settembre|setembro', 'october|oktober|octobre|octubre|ottobre|outubro', 'november|novembre|noviembre|novembro', 'december|dezember|décembre|diciembre|dicembre|dezembro',
].map((names) => new RegExp(`^(?:${names})$`, 'iu'));
/** Months that are something else elsewhere, a planet or a name: months in a question of their language, and where that can't be told, if they have no capital. */
const ONLY_IN = new Map([['mars', 'fr'], ['avril', 'fr'], ['mayo', 'es'], ['augustus', 'nl']]);

const YEAR = '(?<year>(?:19|20)\\d\\d)';
const NAME = '(?<month>\\p{L}{3,10})';
const DATE = new RegExp(`(?<!\\d)${YEAR}-(?<iso>\\d\\d)-(?<day>\\d\\d)(?!\\d)`, 'u');
const DAY_MONTH = new RegExp(`(?<!\\d)(?<day>[0-3]?\\d)(?:st|nd|rd|th|\\.)? (?:of |de )?${NAME},? (?:de )?${YEAR}(?!\\d)`, 'u');
const MONTH_DAY = new RegExp(`${NAME} (?<day>[0-3]?\\d)(?:st|nd|rd|th)?,? ${YEAR}(?!\\d)`, 'u');
const MONTH_YEAR = new RegExp(`(?<!\\p{L})${NAME},? (?:of |de )?${YEAR}(?!\\d)`, 'u');
const SINCE = /(?<!\p{L})(?:since|after|seit|nach|depuis|après|desde|dal|dopo|sinds|с) (?:(?:the|dem|le|el|il|jahr) )?(?=[\p{L}\d])/giu;
/** Where a month is written in figures it is taken for one only after a `since`: elsewhere `2011-12` may be two years. */
const ISO_MONTH = new RegExp(`${YEAR}-(?<iso>\\d\\d)(?![\\d-])`, 'u');
const ONLY_YEAR = new RegExp(`${YEAR}(?![\\d-])`, 'u');
const IN_YEAR = new RegExp(`(?<!\\p{L})(?:in|of|from|during|for|im jahr|von|aus|en|de|nel|del|van|uit|em|в)(?: the year)? ${YEAR}(?![\\d-])|${YEAR.replace('year', 'cjk')}年`, 'iu');
const BARE_YEAR = new RegExp(`(?<![\\p{L}\\d.-])${YEAR}(?![\\p{L}\\d.-])`, 'u');

/** The web has little that is older, so an older year is a matter of history, not of when a page was published. */
const FIRST_YEAR = 1995;

/**
 * `day`, `week`, `month`, `year`, a range `YYYY-MM-DDtoYYYY-MM-DD`, or undefined. What is written about a time is written then or soon after, so a
 * date stands for the week from it, a month for itself and the next, a year likewise; what is asked `since` any of them goes up to today. Nothing
 * reaches into the future.
 *
 * `latest RxJS release`: `year`. `news this week`: `week`. `floods in March 2024`: `2024-03-01to2024-04-30`.
 * @param today - ISO date.
 * @param language - ISO 639 code of the question's language.
 */
export function freshnessIntent(question: string, today: string, language: string): string | undefined {
  return bySince(question, today, language) ?? byDate(question, today, language) ?? byWord(question, today) ?? byYear(question, today);
}

function byWord(question: string, today: string): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  if (DAY.test(question) || (TODAY.test(question) && (DAILY.test(question) || !NOWADAYS.test(question)))) return 'day';
  if (YESTERDAY.test(question)) return range(addDays(today, -1), today, today);
  if (WEEK.test(question)) return 'week';
  if (MONTH.test(question)) return 'month';
  if (THIS_YEAR.test(question)) return yearsFrom(thisYear, today);
  if (LAST_YEAR.test(question)) return yearsFrom(thisYear - 1, today);
  if (NEWS.test(question)) return LATEST.test(question) ? 'week' : 'month';
  return LATEST.test(question) ? 'year' : undefined;
}

function bySince(question: string, today: string, language: string): string | undefined {
  for (const {0: words, index} of question.matchAll(SINCE)) {
    const rest = question.slice(index + words.length);
    const first = firstDay(rest, [DATE, ISO_MONTH, DAY_MONTH, MONTH_DAY, MONTH_YEAR, ONLY_YEAR], language, true)?.first;
    if (first !== undefined) return range(first, today, today);
  }
  return undefined;
}

function byDate(question: string, today: string, language: string): string | undefined {
  const {first, isDay = false} = firstDay(question, [DATE, DAY_MONTH, MONTH_DAY, MONTH_YEAR], language) ?? {};
  if (first === undefined) return undefined;
  return range(first, isDay ? addDays(first, 7) : toIso(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)) + 1, 0)), today);
}

/** The first day of what the first fitting form names. @param atStart - Whether it must be at the start of the text. */
function firstDay(text: string, forms: readonly RegExp[], language: string, atStart = false): {readonly first: string; readonly isDay: boolean} | undefined {
  const match = forms.map((form) => form.exec(text)).find((found) => found !== null && (!atStart || found.index === 0));
  const {year = '', iso, day = '', month} = match?.groups ?? {};
  const number = month === undefined ? Number(iso ?? '1') : monthOf(month, language);
  if (number < 1 || number > 12 || Number(year) < FIRST_YEAR) return undefined;
  const first = `${year}-${String(number).padStart(2, '0')}-${(day || '1').padStart(2, '0')}`;
  return Number.isNaN(Date.parse(first)) ? undefined : {first, isDay: day !== ''};
}

/** From 1; 0 for what is no month. */
function monthOf(name: string, language: string): number {
  const only = ONLY_IN.get(name.toLowerCase()) ?? language;
  const isMonth = only === language || (language === 'und' && !/^\p{Lu}/u.test(name));
  return isMonth ? MONTHS.findIndex((names) => names.test(name)) + 1 : 0;
}

function byYear(question: string, today: string): string | undefined {
  const {year, cjk} = IN_YEAR.exec(question)?.groups ?? {};
  const named = year ?? cjk;
  if (named !== undefined) return yearsFrom(Number(named), today);
  // `SQL Server 2016` is a name; a year that is hardly over is rarely part of one.
  const bare = Number(BARE_YEAR.exec(question)?.groups?.['year'] ?? NaN);
  return bare >= Number(today.slice(0, 4)) - 1 ? yearsFrom(bare, today) : undefined;
}

const yearsFrom = (year: number, today: string): string | undefined => (year < FIRST_YEAR ? undefined : range(`${year}-01-01`, `${year + 1}-12-31`, today));

/** Undefined when it has not begun. */
const range = (from: string, to: string, today: string): string | undefined => (from > today ? undefined : `${from}to${to < today ? to : today}`);

const addDays = (day: string, days: number): string => toIso(Date.parse(day) + days * 86_400_000);
const toIso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
