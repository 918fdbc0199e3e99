/** perf/support - questions about the default corpus: the Markdown of the packages that are installed. */
export const questions = [
  'How do I hide passwords in logs?',
  'How does Koa run its middleware?',
  'How do I set a timeout in undici?',
  'How do I load test with autocannon?',
  'What is an Observable?',
  'How do I write a custom element with lit?',
  'How are histograms configured in the Prometheus client?',
  'How do I run mocha tests in parallel?',
  'What does the eslint no-unused-vars rule do?',
  'How does property based testing shrink a counterexample?',
] as const;
