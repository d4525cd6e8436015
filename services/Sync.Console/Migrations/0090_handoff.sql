-- How handoffs stand, and what was suppressed; each once, as it was told last.
create table handoff (
    id           text primary key,
    play         text not null,
    signal       text not null,
    person_id    bigint not null,
    email        text not null,
    delivery_id  bigint not null,
    state        text not null,
    detail       text not null,
    owner        text,
    target       text,
    occurred_at  timestamptz not null,
    due_at       timestamptz,
    task_at      timestamptz,
    task_module  text,
    task_id      text,
    noted_at     timestamptz not null
);

create index handoff_occurred on handoff (occurred_at desc);
