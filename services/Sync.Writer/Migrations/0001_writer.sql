-- Writes that are due or settled. A settled one stays for a while: the same request coming again gets the same answer.
create table pending_work (
    id              bigint generated always as identity primary key,
    key             text not null unique,
    connection      text not null,
    route           text not null,
    person_id       bigint not null,
    email           text not null,
    module          text,
    record_id       text,
    fields          text not null,
    whole           text,
    priority        int not null,
    delivery_id     bigint not null,
    changed_at      timestamptz not null,
    received_at     timestamptz not null,
    version         bigint not null,
    policy_version  text not null,
    trace           text,
    due_at          timestamptz not null default now(),
    tries           int not null default 0,
    verify          boolean not null default false,
    settled_at      timestamptz,
    outcome         text,
    detail          text
);

create index pending_work_due on pending_work (connection, priority, id) where settled_at is null;

-- Finds the newest that was written of a person, so that what was overtaken on its way is not written over it.
create index pending_work_person on pending_work (person_id, connection, version);

-- Who may call a connection. The epoch fences: what an earlier holder still has to say is not taken any more.
create table lane (
    connection   text primary key,
    holder       uuid not null,
    epoch        bigint not null,
    lease_until  timestamptz not null
);

-- Every write call: what was meant before it, what came of it after. One without an end was cut off, and nobody knows what it did.
create table attempt (
    id           bigint generated always as identity primary key,
    connection   text not null,
    epoch        bigint not null,
    module       text not null,
    work_ids     bigint[] not null,
    started_at   timestamptz not null default now(),
    finished_at  timestamptz,
    outcome      text
);

create index attempt_open on attempt (connection) where finished_at is null;

-- One access token a connection for all instances.
create table token (
    connection  text primary key,
    value       text,
    api_domain  text,
    expires_at  timestamptz
);
