/** test/support - a small body of evidence about tides. */
import type {Evidence, EvidenceReady, EvidenceSource, Passage, QuestionAsked} from '../../server/pipeline/handoff.ts';

/** A question as it is asked, with anything changed. */
export const questionAsked = (changes: Partial<QuestionAsked> = {}): QuestionAsked => ({
  type: 'question-asked',
  question: 'What causes tides?',
  models: ['a', 'b'],
  synthesis: true,
  search: {},
  ref: '0123456789ab',
  ...changes,
});

/** A source with one passage, or with these. */
export const source = (n: number, passages: string | readonly Passage[], changes: Partial<EvidenceSource> = {}): EvidenceSource => ({
  n,
  id: `page-${n}`,
  url: `https://tides.example/${n}`,
  title: `Page ${n}`,
  used: true,
  how: 'page',
  passages: typeof passages === 'string' ? [{text: passages, score: 1}] : passages,
  ...changes,
});

export const tideSources: readonly EvidenceSource[] = [
  source(1, [
    {
      heading: 'What causes tides',
      text: 'Tides are caused by the gravitational pull of the Moon and the Sun on the oceans. The Moon pulls more strongly on the side of the Earth that faces it. The harbour museum opens at nine on weekdays and shows old charts.',
      score: 3,
    },
  ]),
  source(2, [
    {
      text: 'Spring tides occur when the Sun, the Moon and the Earth are aligned, so that their pulls add up. Neap tides occur when the pull of the Sun is at right angles to that of the Moon. Fishermen have known both for thousands of years.',
      score: 2,
    },
  ]),
  source(3, [], {used: false}),
];

/** Evidence for the question, with anything changed. */
export const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  question: 'What causes tides?',
  analysis: {queries: ['causes tides'], language: 'en', terms: ['causes', 'tides'], intent: 'answer'},
  sources: tideSources,
  ...changes,
});

/** The handoff that the models hear. */
export const evidenceReady = (asked: Partial<QuestionAsked> = {}, given: Partial<Evidence> = {}): EvidenceReady => ({
  type: 'evidence-ready',
  asked: questionAsked(asked),
  evidence: evidence(given),
});
