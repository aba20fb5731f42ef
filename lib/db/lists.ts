/**
 * Every list that comes in pages and every file that comes in batches. `keyset.server` and `snapshot.server` take no
 * other name, and `lists.test.ts` walks each of them to its end while others write.
 */
export const LISTS = [
  'audit',
  'inbox',
  'people',
  'insight-people',
  'figure-rows',
  'certificates',
  'assignments',
  'assignment-people',
  'questions',
  'lesson-questions',
  'jobs',
] as const
export type ListName = (typeof LISTS)[number]

export const EXPORTS = ['audit.csv', 'people.csv', 'rows.csv', 'person.json', 'assignment-people'] as const
export type ExportName = (typeof EXPORTS)[number]
