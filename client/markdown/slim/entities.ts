/**
 * client/markdown/slim - stands in for `entities`, whose table of 2,125 names is a third of all that an answer needs. The usual
 * names are here; the table is fetched when a text first has another one, and what was drawn meanwhile is drawn again.
 */

const usual = new Map<string, string>();
for (const [, name = '', char = ''] of (
    'amp&lt<gt>quot"apos\'nbsp\u00a0copy©reg®trade™hellip…mdash—ndash–lsquo‘rsquo’ldquo“rdquo”laquo«raquo»bull•middot·deg°plusmn±times×divide÷minus−' +
    'ne≠le≤ge≥asymp≈equiv≡infin∞sum∑radic√larr←rarr→uarr↑darr↓harr↔rArr⇒hArr⇔frac12½frac14¼frac34¾sup2²sup3³micro\u00b5euro€pound£yen¥cent¢sect§para¶' +
    'alphaαbetaβgammaγdeltaδepsilonεlambdaλmuμpiπsigmaσthetaθomegaωDeltaΔSigmaΣOmegaΩauml\u00e4ouml\u00f6uuml\u00fcAuml\u00c4Ouml\u00d6Uuml\u00dcszligß' +
    'eacute\u00e9egrave\u00e8ecirc\u00eaagrave\u00e0acirc\u00e2aacute\u00e1iacute\u00edoacute\u00f3uacute\u00fantilde\u00f1ccedil\u00e7aring\u00e5oslash\u00f8aelig\u00e6'
).matchAll(/([a-zA-Z]+\d*)([^a-zA-Z\d])/gu)) {
  usual.set(name, char);
}

let decodeAll: ((text: string) => string) | undefined;
let loading: Promise<void> | undefined;
let missed = false;

/** Decodes one entity, `&name;`; what is none, or is not known yet, stays as it is. */
export function decodeHTMLStrict(text: string): string {
  const known = usual.get(text.slice(1, -1));
  if (known !== undefined) return known;
  if (decodeAll) return decodeAll(text);
  missed = true;
  return text;
}

/** Whether a name was met, since this was last asked, that only the table knows. */
export function takeMissed(): boolean {
  const was = missed;
  missed = false;
  return was;
}

/** Fetches the table; a failed fetch is tried again by the next call. */
export function loadEntities(): Promise<void> {
  loading ??= import('./entity-table.ts').then(
    ({decodeHTMLStrict: decode}) => {
      decodeAll = decode;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}
