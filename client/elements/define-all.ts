/** client/elements - gives elements their names where the page has not given them already. */

export function defineAll(registry: CustomElementRegistry, elements: readonly (readonly [name: string, element: CustomElementConstructor])[]): void {
  for (const [name, element] of elements) if (!registry.get(name)) registry.define(name, element);
}
