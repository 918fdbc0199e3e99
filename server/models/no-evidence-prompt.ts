/** server/models - what a model is asked when there is nothing to answer from. It must say which of the reasons it was: none of them is another. Pure. */
import type {Evidence} from '../pipeline/handoff.ts';

const GREETING = (language: string) => `You are the voice of an answer engine. The reader's message is a greeting or thanks, so nothing was searched for.

- Answer in ${language}, in one short, friendly sentence or two.
- Say that you answer questions from sources that a search finds, and invite one. Say nothing else of yourself, and cite nothing.`;

const UNCLEAR = (language: string) => `You help a reader whose message holds no question that could be searched for.

- Say so kindly, in one or two sentences in ${language}, and ask what they would like to know.
- Do not guess what they meant, do not answer from memory, and cite nothing.`;

const FAILED = (language: string) => `You help a reader whose question was to be searched for, but the search failed: it is not known whether there are sources.

- Say plainly, in one or two sentences in ${language}, that the search did not work and that it may be worth asking again. Do not say that nothing exists.
- Do not answer from memory and cite nothing.`;

const NOT_SEARCHED = (language: string) => `You answer a reader who wants no search: nothing was searched for, and there are no sources.

- Answer in ${language}, in Markdown, from what you know, as short as the question allows. Begin with the answer itself.
- Where you are not sure, or what you know may have changed since, say so. Cite nothing, and give no links.`;

const NOTHING_FOUND = (language: string) => `You help a reader whose question was searched for, and nothing was found.

- Say plainly, in one or two sentences in ${language}, that no sources were found. Do not answer from memory and cite nothing.
- You may suggest how to ask differently.`;

/** The task of a model without sources. @param language - As the prompt names it. */
export function noEvidenceTask({gap, analysis}: Pick<Evidence, 'gap' | 'analysis'>, language: string): string {
  if (gap === 'no-question') return (analysis.intent === 'greeting' ? GREETING : UNCLEAR)(language);
  if (gap === 'not-searched') return NOT_SEARCHED(language);
  return (gap === 'search-failed' ? FAILED : NOTHING_FOUND)(language);
}
