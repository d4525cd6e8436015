-- The journal: what each stage made of each item. One row a stage and key; a final outcome replaces one that was not.
create table outcome (
    id              bigint generated always as identity primary key,
    key             text not null,
    stage           text not null,
    delivery_id     bigint not null,
    outcome         text not null,
    final           boolean not null,
    detail          text,
    source          text,
    kind            text,
    email           text,
    person_id       bigint,
    target          text,
    module          text,
    record_id       text,
    received_at     timestamptz not null,
    mapped_at       timestamptz,
    at              timestamptz not null,
    policy_version  text,
    trace           text,
    unique (delivery_id, key, stage)
);

create index outcome_email on outcome (email, id);

-- What failed for good, until somebody has dealt with it.
create table dead_letter (
    id           bigint generated always as identity primary key,
    key          text not null,
    stage        text not null,
    delivery_id  bigint,
    class        text not null,
    code         text,
    field        text,
    reason       text not null,
    connection   text,
    email        text,
    item         text not null,
    at           timestamptz not null,
    trace        text,
    state        text not null default 'open' check (state in ('open', 'replaying', 'replayed', 'failed again')),
    replay_id    int,
    unique (key, stage)
);

create index dead_letter_open on dead_letter (id) where state = 'open';
create index dead_letter_replay on dead_letter (replay_id, delivery_id) where replay_id is not null;

-- A person's decision to send dead letters through once more.
create table replay (
    id          int generated always as identity primary key,
    created_at  timestamptz not null default now()
);

-- The newest numbers that each instance of each service has reported.
create table report (
    service   text not null,
    instance  text not null,
    at        timestamptz not null,
    numbers   text not null,
    states    text not null,
    primary key (service, instance)
);
