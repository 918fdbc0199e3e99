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

/** What looks like our fences or a chat template's marks is spoilt; what nobody can see is dropped. */
const defang = (text: string, fence: string): string =>
  text
    .replace(/[\u200B\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, '')
    .replaceAll(fence, '…')
    .replace(/<{2,}(?=\s*\/?\s*(?:source|answer|end|sys)\b)/giu, '‹‹')
    .replace(/<\|/gu, '< |')
    .replace(/\[(\/?INST)\]/gu, '($1)');

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const siteOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'local document');
