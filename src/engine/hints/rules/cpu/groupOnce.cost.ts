import type { RuleCosts } from '../../cost.ts';

/** Newer than the types of the language that this project is checked with. */
const WithGroups = Map as unknown as { groupBy: <K, T>(list: readonly T[], keyOf: (each: T) => K) => Map<K, T[]> };

export const costs: RuleCosts = {
  filter: {
    unit: 'groups of five elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const teams = Array.from({ length: n }, (_, index) => ({ id: index }));
      const people = Array.from({ length: n * 5 }, (_, index) => ({ teamId: (index * 3) % n, name: `Name ${index}` }));
      return {
        before: () => teams.map((team) => people.filter((person) => person.teamId === team.id).length),
        after() {
          const peopleByTeamId = WithGroups.groupBy(people, (person) => person.teamId);
          return teams.map((team) => (peopleByTeamId.get(team.id) ?? []).length);
        },
      };
    },
  },
};
