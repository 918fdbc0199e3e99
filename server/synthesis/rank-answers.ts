/** server/synthesis - which single answer stands in for a synthesis that could not be written. Pure. */
import type {Answer} from '../pipeline/handoff.ts';

/**
 * The answers, best first: the one with the most citations that their sources were not found to leave unsupported, then the
 * one that cites more different sources, then the one whose model was asked first.
 */
export function rankAnswers(answers: readonly Answer[]): readonly Answer[] {
  const supported = ({citations}: Answer) => citations.filter((citation) => citation.supported !== false);
  const scores = new Map(answers.map((answer) => [answer, {count: supported(answer).length, sources: new Set(supported(answer).map(({n}) => n)).size}]));
  const of = (answer: Answer) => scores.get(answer) ?? {count: 0, sources: 0};
  return answers.toSorted((a, b) => of(b).count - of(a).count || of(b).sources - of(a).sources);
}
