/** perf/support - the numbers of a result, each by its path. */

/** Every number, by its path (`at100.age.p99`). Lists are left out: they are for charts. */
export function figuresOf(value: object, path = ''): Map<string, number> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, number][] => {
      const name = path ? `${path}.${key}` : key;
      if (typeof inner === 'number') return [[name, inner]];
      return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? [...figuresOf(inner, name)] : [];
    }),
  );
}
