-- What people are told of a handoff: one row a handoff and receiver, kept with the handoff, sent by whoever takes it first.
create table notification (
    id          bigint generated always as identity primary key,
    handoff_id  uuid not null,
    receiver    int not null,
    play        text not null,
    body        text not null,
    due_at      timestamptz not null default now(),
    tries       int not null default 0,
    ended_at    timestamptz,
    outcome     text,
    unique (handoff_id, receiver)
);

create index notification_due on notification (due_at) where ended_at is null;
