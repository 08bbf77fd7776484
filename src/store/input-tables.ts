/**
 * The tables of the inputs, as migrations: forward-only, never edited after a release; a change is a new
 * entry at the end. Words in braces differ by engine: `{identity}`, `{bytes}`, `{text}` (see migrations.ts).
 */
export const INPUT_MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] =
  [
    {
      name: '001-inputs',
      statements: [
        `create table project (
        id {identity},
        name {text} not null unique
      )`,
        `create table message (
        id {identity},
        project_id integer not null references project (id),
        message_id {text} not null,
        unique (project_id, message_id)
      )`,
        // Bytes last: SQLite reads what stands before them without following them.
        `create table message_raw (
        project_id integer not null references project (id),
        message integer not null references message (id),
        digest {text} not null,
        size integer not null,
        encoding {text} not null,
        bytes {bytes} not null,
        primary key (project_id, message, digest)
      )`,
        `create table delivery (
        project_id integer not null references project (id),
        list {text} not null,
        message integer not null references message (id),
        digest {text} not null,
        received_at {text},
        primary key (project_id, message, digest, list)
      ){narrow}`,
        `create table tombstone (
        project_id integer not null references project (id),
        message_id {text} not null,
        removed_at {text} not null,
        reason {text} not null,
        primary key (project_id, message_id)
      )`,
        `create table private_message (
        id {identity},
        project_id integer not null references project (id),
        mailbox {text} not null,
        message_id {text} not null,
        digest {text} not null,
        received_at {text},
        size integer not null,
        encoding {text} not null,
        bytes {bytes} not null,
        unique (project_id, mailbox, message_id, digest)
      )`,
        `create table source_cursor (
        project_id integer not null references project (id),
        list {text} not null,
        source {text} not null,
        cursor {text} not null,
        synced_at {text} not null,
        primary key (project_id, list, source)
      )`,
        `create table git_commit (
        project_id integer not null references project (id),
        repository {text} not null,
        sha {text} not null,
        author_name {text} not null,
        author_address {text} not null,
        authored_at {text} not null,
        committer_name {text} not null,
        committer_address {text} not null,
        committed_at {text} not null,
        parents integer not null,
        message {text} not null,
        diff {bytes},
        primary key (project_id, repository, sha)
      )`,
        // A commit page and the patchwork API ask by hash alone.
        'create index git_commit_sha on git_commit (project_id, sha)',
        `create table git_branch (
        project_id integer not null references project (id),
        repository {text} not null,
        name {text} not null,
        tip {text} not null,
        development integer not null check (development in (0, 1)),
        position integer not null,
        primary key (project_id, repository, name)
      )`,
        `create table commit_branch (
        project_id integer not null references project (id),
        repository {text} not null,
        sha {text} not null,
        branches {text} not null,
        primary key (project_id, repository, sha)
      ){narrow}`,
        `create table decision (
        id {identity},
        project_id integer not null references project (id),
        sequence integer not null,
        at {text} not null,
        person {text} not null,
        action {text} not null,
        subject {text} not null,
        payload_digest {text} not null,
        digest {text} not null,
        previous {text} not null,
        unique (project_id, sequence)
      )`,
        'create index decision_subject on decision (project_id, subject, sequence)',
        `create table decision_payload (
        decision integer primary key references decision (id),
        project_id integer not null references project (id),
        salt {text} not null,
        payload {text} not null
      )`,
        `create table sync_lock (
        project_id integer primary key references project (id),
        holder {text} not null,
        pid integer not null,
        host {text} not null,
        taken_at {text} not null,
        beat_at {text} not null
      )`,
        `create table sync_run (
        id {identity},
        project_id integer not null references project (id),
        kind {text} not null,
        started_at {text} not null,
        finished_at {text},
        error {text},
        progress {text} not null
      )`,
        'create index sync_run_started on sync_run (project_id, started_at)',
      ],
    },
    {
      name: '002-repository-file',
      statements: [
        `create table repository_file (
        project_id integer not null references project (id),
        repository {text} not null,
        path {text} not null,
        bytes {bytes} not null,
        primary key (project_id, repository, path)
      )`,
      ],
    },
    {
      name: '003-people',
      statements: [
        `create table file_revision (
        project_id integer not null references project (id),
        repository {text} not null,
        path {text} not null,
        position integer not null,
        sha {text} not null,
        at {text} not null,
        size integer not null,
        encoding {text} not null,
        bytes {bytes} not null,
        primary key (project_id, repository, path, position)
      )`,
        // Random keys order the rows, so that nothing tells which ballot was cast first.
        `create table sealed_ballot (
        project_id integer not null references project (id),
        motion {text} not null,
        receipt {text} not null,
        content {text} not null,
        primary key (project_id, motion, receipt)
      ){narrow}`,
        `create table sign_in_link (
        digest {text} not null primary key,
        address {text} not null,
        expires_at {text} not null,
        target {text} not null
      ){narrow}`,
        'create index sign_in_link_expires on sign_in_link (expires_at)',
        `create table session (
        digest {text} not null primary key,
        name {text} not null unique,
        address {text} not null,
        kind {text} not null check (kind in ('browser', 'token')),
        label {text} not null,
        created_at {text} not null,
        seen_at {text} not null,
        expires_at {text} not null
      ){narrow}`,
        'create index session_address on session (address)',
      ],
    },
    {
      name: '004-carried',
      statements: [
        `create table carried_patch (
        project_id integer not null references project (id),
        collection {text} not null,
        position integer not null,
        name {text} not null,
        imported_at {text} not null,
        bytes {bytes} not null,
        primary key (project_id, collection, position)
      )`,
      ],
    },
    {
      name: '005-landed',
      statements: [
        'alter table commit_branch add column landed_at {text}',
        // No branch is where it was: the next sync looks again, and sees what came by which merge.
        `update git_branch set tip = ''`,
      ],
    },
    {
      name: '006-branch-change',
      statements: [
        `alter table git_branch add column boundary {text} not null default ''`,
        `create table branch_change (
        id {identity},
        project_id integer not null references project (id),
        repository {text} not null,
        branch {text} not null,
        kind {text} not null,
        seen_at {text} not null,
        before_tip {text} not null,
        after_tip {text},
        gone integer not null,
        nowhere integer not null
      )`,
        'create index branch_change_project on branch_change (project_id, id)',
        `create table branch_change_patch (
        project_id integer not null references project (id),
        branch_change integer not null references branch_change (id),
        message integer not null,
        sha {text} not null,
        primary key (project_id, branch_change, message, sha)
      ){narrow}`,
      ],
    },
  ]
