/** server/models - puts page text into a prompt as data: numbered, fenced, and unable to leave its fence. Pure. */
import type {EvidenceSource, Passage} from '../pipeline/handoff.ts';

/**
 * Writes the used sources down, each between fences that a page can't forge.
 * @param fence - Random letters and digits, new for each request.
 */
export const fenceSources = (sources: readonly EvidenceSource[], fence: string): string =>
  sources
    .filter(({used}) => used)
    .map(({n, title, url, passages}) =>
      fenceText(`source ${n}`, [`Title: ${oneLine(title)}`, `Site: ${siteOf(url)}`, '', ...passages.map(writePassage)].join('\n'), fence),
    )
    .join('\n\n');

/**
 * Puts any text that is not ours between fences.
 * @param label - What it is, in our words.
 */
export const fenceText = (label: string, text: string, fence: string): string => `<<<${label} ${fence}>>>\n${defang(text, fence)}\n<<<end ${fence}>>>`;

const writePassage = ({heading, text}: Passage): string => `${heading === undefined ? '' : `## ${oneLine(heading)}\n`}${text}\n`;

/** Signs that look like `<`, also to a model that reads them as one. */
const ANGLE = '[<＜﹤‹〈《≪⋘⟨⟪«˂ᐸ❮❰⦑⧼〈]';
/** What nobody sees, and white space, may stand between two of them. */
const BETWEEN = '[\\s\\p{Cf}]*';
/** Three in a row open a fence of ours; two open some chat templates' and what is taken for one of ours. */
const FENCE = new RegExp(`${ANGLE}(?:${BETWEEN}${ANGLE}){2,}|${ANGLE}${BETWEEN}${ANGLE}(?=${BETWEEN}(?:/${BETWEEN})?(?:source|answer|earlier|topics|end|sys)(?!\\p{L}))`, 'giu');
/** Tags of chat templates. */
const TEMPLATE_TAG = /<(?=\/?(?:s|bos|eos|start_of_turn|end_of_turn|think|system|user|assistant|human|tool_call|function_call)>)/giu;
/** What nobody sees: zero-width characters but those that scripts and emoji need, bidirectional overrides, tags. */
const UNSEEN = /(?!\u200C|\u200D|\uFE0E|\uFE0F)\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;

/** What looks like our fences or a chat template's marks is spoilt; what nobody can see is dropped. */
const defang = (text: string, fence: string): string =>
  text
    .replace(UNSEEN, '')
    .replaceAll(fence, '…')
    .replace(FENCE, (run) => Array.from(run.matchAll(new RegExp(ANGLE, 'gu')), () => '<').join('·'))
    .replace(/<(?=[|｜])/gu, '< ')
    .replace(TEMPLATE_TAG, '< ')
    .replace(/\[(\/?INST)\]/giu, '($1)');

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const siteOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'local document');
