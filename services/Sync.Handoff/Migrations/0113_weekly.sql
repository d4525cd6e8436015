-- The note that sums up what a person did in a week. One row a person, CRM and week; what comes once it was asked for is of the next week.
create table weekly_note (
    id           uuid primary key,
    person_id    bigint not null,
    target       text not null,
    week         date not null,
    email        text not null,
    name         text not null,
    module       text,
    record_id    text,
    delivery_id  bigint not null,
    key          text not null,
    due_at       timestamptz not null,
    asked_at     timestamptz,
    ended_at     timestamptz,
    outcome      text,
    detail       text,
    unique (person_id, target, week)
);

create index weekly_note_due on weekly_note (due_at) where ended_at is null;
create index weekly_note_key on weekly_note (key);

-- What the person did: each thing heard once, also when its delivery is replayed.
create table weekly_event (
    key          text primary key,
    note_id      uuid not null,
    what         text not null,
    occurred_at  timestamptz not null
);

create index weekly_event_note on weekly_event (note_id);
