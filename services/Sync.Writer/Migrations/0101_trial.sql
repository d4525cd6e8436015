-- Trials of routes: a made-up person is made at the source, is waited for at the target, and is deleted at both.
create table trial (
    id             uuid primary key,
    checkup_id     uuid not null,
    route          text not null,
    source         text not null,
    target         text not null,
    routes         text[] not null,
    email          text not null unique,
    step           text not null default 'create' check (step in ('create', 'follow', 'clear-target', 'clear-source', 'over')),
    step_at        timestamptz not null default now(),
    due_at         timestamptz not null default now(),
    last_work      bigint not null,
    source_module  text,
    source_id      text,
    made_at        timestamptz,
    received_at    timestamptz,
    written_at     timestamptz,
    target_module  text,
    target_id      text,
    is_found       boolean,
    problem        text,
    cure           text,
    left_behind    text,
    unique (checkup_id, route)
);

-- Two trials of one route at once would tell less than one after the other.
create unique index trial_open on trial (route) where step <> 'over';
