/** What `patchmoot init` was told. */
export interface NewProject {
  readonly id: string
  readonly title: string
  readonly lists: readonly { readonly address: string; readonly source: string }[]
  readonly repositories: readonly { readonly name: string; readonly url: string }[]
}

/** The text of a new `patchmoot.json` for a project, with the keys that people change soonest explained. */
export function formatConfig(project: NewProject): string {
  const lists = project.lists.map(
    (list) => `        { "address": ${json(list.address)}, "source": ${json(list.source)} }`,
  )
  const repositories = project.repositories.map(
    (one) => `        // Without "branches": its default branch and every stable-*.
        { "name": ${json(one.name)}, "url": ${json(one.url)} }`,
  )
  return `// Patchmoot's configuration: JSON with comments. "patchmoot init" without options explains every key,
// "patchmoot config check" says what is wrong and where. Then: patchmoot sync, patchmoot serve.
{
  // One file, beside this one; or "postgres://user:$DATABASE_PASSWORD@host/name". DATABASE_URL overrides it.
  "database": "sqlite:patchmoot.sqlite",
  // Minutes between the syncs that "patchmoot serve" starts by itself; 0: never.
  "sync": { "every": 10 },
  "projects": [
    {
      "id": ${json(project.id)},
      "title": ${json(project.title)},
      "lists": [
        // public-inbox:PATH-OR-URL, mbox:PATH, maildir:PATH or imap:USER:$PASSWORD@HOST/FOLDER
${lists.join(',\n')}
      ],
      "repositories": [
${repositories.length > 0 ? repositories.join(',\n') : '        // { "name": "project", "url": "https://git.example.org/project.git" }'}
      ]
    }
  ]
}
`
}

/** A `patchmoot.json` in which every key is explained; it works once list and repository are real ones. */
export function formatExplainedConfig(): string {
  return EXPLAINED
}

/** A project's id from a list's address or a repository's name. */
export function idFrom(text: string): string {
  const id = text
    .toLowerCase()
    .replace(/@.*/, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
  return id === '' ? 'project' : id
}

/** A repository's short name from its address. */
export function repositoryNameFrom(url: string): string {
  const last =
    url
      .replace(/[/\\]+$/, '')
      .replace(/\/?\.git$/, '')
      .split(/[/:\\]/)
      .at(-1) ?? ''
  const name = last
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100)
  return name === '' ? 'repository' : name
}

function json(text: string): string {
  return JSON.stringify(text)
}

const EXPLAINED = `// Patchmoot's configuration: JSON with comments and trailing commas. Unknown keys are errors.
// "$NAME" in any string is read from the environment ("$$" is a dollar sign); passwords must be given so.
// Relative paths are relative to this file.
{
  // Where everything is kept: one SQLite file, or "postgres://user:$DATABASE_PASSWORD@host/name".
  // The environment variable DATABASE_URL overrides it.
  "database": "sqlite:patchmoot.sqlite",

  // The address that visitors use, for every absolute link. Without it: the one that they asked for.
  // "baseUrl": "https://patches.example.org",

  // Minutes between the syncs that "patchmoot serve" starts by itself; 0: never.
  "sync": { "every": 10 },

  // true: visitors see "name at host" instead of mail addresses.
  "maskAddresses": false,

  // How mail is sent: links to sign in, mostly. Without it, only whoever is at the server's own machine can sign in.
  // "smtp": { "url": "smtps://patchmoot:$SMTP_PASSWORD@mail.example.org", "from": "patchmoot@example.org" },

  "projects": [
    {
      // Names the project in addresses and on the command line: lower-case letters, digits, ".", "_", "-".
      "id": "example",
      // As people call it. Without it: the id.
      "title": "Example",

      // Any number of lists. A mail that went to several is one mail. A source is one of
      //   public-inbox:PATH-OR-URL      an archive as on lore.kernel.org, v2 with its epochs or v1
      //   mbox:PATH                     mboxrd, plain or .gz, a file or a folder of them ("?quoting=mboxo" for mboxo)
      //   maildir:PATH                  a Maildir
      //   imap:USER:$PASSWORD@HOST/FOLDER
      "lists": [
        { "address": "devel@lists.example.org", "source": "mbox:devel.mbox" }
      ],

      // Private mail to the project: read like a list, stored apart, never shown. "for" says what it is for:
      // "registration", "ballots" or "commands".
      "mailboxes": [
        // { "address": "vote@example.org", "source": "imap:vote:$VOTE_PASSWORD@mail.example.org/INBOX", "for": "ballots" }
      ],

      // Any number of repositories: a path or anything that git can clone.
      "repositories": [
        {
          "name": "project",
          "url": "https://git.example.org/project.git",
          // Branches to follow, "*" stands for any characters. Without it: the default branch and every stable-*.
          // "branches": ["main", "stable-*"],
          // The branch that decides "merged". Without it: the first one of "branches", else the default branch.
          // "developmentBranch": "main"
        }
      ],
      // The development branch of every repository that does not name its own.
      // "developmentBranch": "main",

      // Which rules match patches to commits. Without it: all of them.
      "matching": { "rules": ["link", "date", "patch-id", "changed-lines", "subject", "similarity"] },

      // People with several addresses; the first address stands for all. "companies" says for whom they worked when, days
      // included; without it their domain does. Or the name of a file that holds such a list: "people.json".
      "people": [
        // { "name": "Ada Example", "addresses": ["ada@example.org", "ada@example.com"],
        //   "companies": [{ "company": "Basalt", "until": "2024-06-30" }, { "company": "Tarn", "from": "2024-07-01" }] }
      ],

      // Companies, and the domains that their people write from. Other domains stand for themselves, those of mail for
      // everybody for no company.
      "companies": {
        // "Basalt": ["basalt.example.com"]
      },

      // Business days are Monday to Friday, in this time zone (UTC without it), less these days.
      "calendar": {
        // "zone": "Europe/Berlin", "holidays": ["2026-12-25", "2026-12-26"]
      },

      // Whether tables of people may be sorted by what people did. Without it they stand in order of names.
      "dashboard": { "rankings": false },

      // Senders that are programs: addresses, "*" stands for any characters. Their mails are no reviews.
      "bots": [
        // "ci@example.org"
      ]

      // A MAINTAINERS file at the top of a repository says who may approve which file; false: do not look at it.
      // "maintainers": true,

      // Days that people are given to answer before a patch is ready, where there is a MAINTAINERS file.
      // "checkin": { "waitDays": 1 },

      // Times that do not count as waiting; with a release manager, whose Release-Acked-by is needed meanwhile.
      // "freezes": [{ "from": "2026-04-20", "until": "2026-05-15", "releaseManager": "ada@example.org" }],

      // How the project decides: the name of a rule pack, or a pack of its own (docs/rule-packs.md). With it, calls on
      // the lists become motions, and answers to them ballots.
      // "governance": "xen-v3",
      // "governance": { "pack": { "id": "ours", … }, "since": "2026-01-01", "authenticationServers": ["mx.example.org"] },

      // Who has which role, beside those that the MAINTAINERS file of a repository tells.
      // "roles": [{ "role": "leadership-team", "person": "ada@example.org", "from": "2025-01-01" }],

      // Events: roles whose holders organise them (see "roles"), and for how many days after an event what may have come
      // of it is looked for by its words. "reminders": "serve" asks the leaders of a session for notes that are missing,
      // by mail, after a day and after three; it needs "smtp" and "baseUrl".
      // "events": { "organisers": ["community-manager", "event-organiser"], "traceDays": 730, "reminders": true },
    }
  ]
}
`
