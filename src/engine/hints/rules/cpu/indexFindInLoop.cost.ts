import type { RuleCosts } from '../../cost.ts';

/** So many users, and as many posts in another order. */
function input(n: number) {
  const users = Array.from({ length: n }, (_, index) => ({ id: `user-${index}`, name: `Name ${index}` }));
  const posts = Array.from({ length: n }, (_, index) => ({ title: `Post ${index}`, authorId: `user-${(index * 7) % n}` }));
  return { users, posts };
}

export const costs: RuleCosts = {
  find: {
    unit: 'elements in each list',
    sizes: [8, 100, 3000],
    prepare(n) {
      const { users, posts } = input(n);
      return {
        before: () => posts.map((post) => users.find((user) => user.id === post.authorId)?.name),
        after() {
          const usersById = new Map(users.toReversed().map((user) => [user.id, user]));
          return posts.map((post) => usersById.get(post.authorId)?.name);
        },
      };
    },
  },
  some: {
    unit: 'elements in each list',
    sizes: [8, 100, 3000],
    prepare(n) {
      const { users, posts } = input(n);
      return {
        before: () => posts.filter((post) => users.some((user) => user.id === post.authorId)).length,
        after() {
          const idsOfUsers = new Set(users.map((user) => user.id));
          return posts.filter((post) => idsOfUsers.has(post.authorId)).length;
        },
      };
    },
  },
};
