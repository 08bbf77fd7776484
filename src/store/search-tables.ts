import type { Engine } from './database.ts'

/**
 * The full-text index: the one thing that is built differently on the two engines (see search.ts).
 *
 * SQLite: FTS5 without content, which keeps the index and no second copy of the mail; rows can be deleted all
 * the same. `_` is no part of a word: `foo_bar` is indexed as the two words next to each other, so that it is
 * found whole (as a phrase, which the query language makes of it) and by part. `project` holds one made-up
 * word for each project, so that a search reads only its own.
 */
export const SEARCH_TABLES: Readonly<
  Record<Engine, { readonly create: readonly string[]; readonly drop: readonly string[] }>
> = {
  sqlite: {
    create: [
      `create virtual table message_search using fts5 (
        project, subject, sender, body,
        content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
      )`,
    ],
    drop: ['drop table if exists message_search'],
  },
  postgres: {
    create: [
      `create table message_search (
        project_id integer not null,
        message integer not null,
        words tsvector not null,
        primary key (project_id, message)
      )`,
      'create index message_search_words on message_search using gin (words)',
    ],
    drop: ['drop table if exists message_search'],
  },
}
